package io.linkgrid.processor;

import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.Mention;
import io.linkgrid.processor.FileTurn.Compared;
import io.linkgrid.processor.KeyShare.KeyCount;
import io.linkgrid.processor.KeyShare.RulePairs;
import io.linkgrid.sink.CopyWriter;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes what was counted about keys to the database, in one place, each key with its value. */
public final class KeyReportProcessor extends DatabaseProcessor {
  private final String runId;
  private final SpecText spec;
  private final List<FileTurn> turns;
  private final List<RulePairs> pairs = new ArrayList<>();

  /** By hash, so that one that is large in two turns is there once. */
  private final Map<Long, KeyCount> keys = new TreeMap<>();

  private Connection connection;
  private CopyWriter ruleRows;
  private CopyWriter keyRows;

  /** Writes for a run. */
  public KeyReportProcessor(
      DatabaseAddress address, String runId, SpecText spec, List<FileTurn> turns) {
    super(address);
    this.runId = runId;
    this.spec = spec;
    this.turns = turns;
  }

  @Override
  void open(Connection opened) {
    connection = opened;
    ruleRows = writer(opened, Tables.BLOCKING_RULE);
    keyRows = writer(opened, Tables.BLOCKING_KEY);
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    KeyShare share = (KeyShare) item;
    pairs.addAll(share.rules());
    share.keys().forEach(key -> keys.put(key.key(), key));
    return true;
  }

  @Override
  protected boolean finish() {
    if (!pairs.isEmpty()) {
      LinkSpec parsed = spec.parse();
      Map<Long, String> values = values(new KeyMaker(parsed));
      for (int turn = 0; turn < turns.size(); turn++) {
        if (turns.get(turn).compared() == Compared.YES) {
          write(turn, parsed.blocking(), values);
        }
      }
    }
    return super.finish();
  }

  private void write(int turn, List<BlockingRule> rules, Map<Long, String> values) {
    long fileId = turns.get(turn).fileId();
    for (int rule = 0; rule < rules.size(); rule++) {
      long withReference = 0;
      long amongNew = 0;
      for (RulePairs part : pairs) {
        if (part.rule() == rule && part.turn() == turn) {
          withReference += part.withReference();
          amongNew += part.amongNew();
        }
      }
      ruleRows
          .text(runId)
          .integer(fileId)
          .text(rules.get(rule).name())
          .integer(withReference)
          .integer(amongNew)
          .endRow();
    }
    for (KeyCount key : told(turn, rules)) {
      keyRows
          .text(runId)
          .integer(fileId)
          .integer(key.key())
          .text(rules.get(key.rule()).name())
          .text(values.getOrDefault(key.key(), ""))
          .integer(key.before(turn))
          .integer(key.mentions()[turn])
          .text(Boolean.toString(key.exceeds(rules.get(key.rule()).cap(), turn)))
          .endRow();
    }
  }

  /** The largest of each rule, whichever node has them, and all that are capped. */
  private List<KeyCount> told(int turn, List<BlockingRule> rules) {
    List<KeyCount> told = new ArrayList<>();
    int[] ofRule = new int[rules.size()];
    keys.values().stream()
        .sorted(KeyCountProcessor.bySize(turn).reversed())
        .forEach(
            key -> {
              boolean isCapped = key.exceeds(rules.get(key.rule()).cap(), turn);
              if (isCapped
                  || (key.pairs(turn) > 0 && ofRule[key.rule()] < KeyCountProcessor.LARGEST)) {
                told.add(key);
              }
              ofRule[key.rule()] += isCapped ? 0 : 1;
            });
    return told;
  }

  /** A key's value is made again from a mention that has it. */
  private Map<Long, String> values(KeyMaker keyMaker) {
    Map<Long, String> values = new HashMap<>();
    Long[] witnesses =
        keys.values().stream().map(KeyCount::witness).distinct().toArray(Long[]::new);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select mention_id, attributes from mention where mention_id = any (?)")) {
      statement.setArray(1, connection.createArrayOf("bigint", witnesses));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Mention mention =
              new Mention(
                  rows.getLong("mention_id"),
                  List.of((String[]) rows.getArray("attributes").getArray()));
          for (BlockingKey key : keyMaker.keys(mention)) {
            values.put(key.hash(), key.value());
          }
        }
      }
    } catch (SQLException e) {
      throw new LinkgridException(
          LinkgridException.Kind.DATABASE,
          "Cannot read mentions from Postgres: " + e.getMessage() + ". Run again.",
          e);
    }
    return values;
  }
}
