package io.linkgrid.quality;

import io.linkgrid.clean.RecordCleaner;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.Decision;
import io.linkgrid.model.Mention;
import io.linkgrid.model.Provenance;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.scoring.Verdict;
import io.linkgrid.spec.*;
import java.io.*;
import java.nio.charset.*;
import java.nio.file.*;
import java.util.*;
import java.util.zip.GZIPInputStream;

public class Quality {
  static Path data = Path.of("/work/shared/data");

  static String text(Path p) throws IOException {
    byte[] b = Files.readAllBytes(p);
    if (p.toString().endsWith(".gz"))
      b = new GZIPInputStream(new ByteArrayInputStream(b)).readAllBytes();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(b)).toString();
    } catch (CharacterCodingException e) {
      return new String(b, StandardCharsets.ISO_8859_1);
    }
  }

  static List<List<String>> rows(Path p, char sep, boolean quotes) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    String t = text(p);
    List<String> row = new ArrayList<>();
    StringBuilder f = new StringBuilder();
    boolean in = false;
    for (int i = 0; i < t.length(); i++) {
      char c = t.charAt(i);
      if (in) {
        if (c == '"') {
          if (i + 1 < t.length() && t.charAt(i + 1) == '"') {
            f.append('"');
            i++;
          } else in = false;
        } else f.append(c);
      } else if (quotes && c == '"' && f.length() == 0) in = true;
      else if (c == sep) {
        row.add(f.toString().strip());
        f.setLength(0);
      } else if (c == '\n') {
        row.add(f.toString().strip());
        f.setLength(0);
        rows.add(row);
        row = new ArrayList<>();
      } else if (c != '\r') f.append(c);
    }
    if (f.length() > 0 || !row.isEmpty()) {
      row.add(f.toString().strip());
      rows.add(row);
    }
    return rows;
  }

  static List<CleanRecord> read(
      LinkSpec spec, Path p, char sep, boolean quotes, boolean header, Map<String, String> rename)
      throws IOException {
    List<List<String>> rows = rows(p, sep, quotes);
    List<String> names = header ? rows.remove(0) : spec.format().columns();
    names = names.stream().map(n -> rename.getOrDefault(n, n)).toList();
    int[] at = new int[spec.format().columns().size()];
    for (int i = 0; i < at.length; i++) at[i] = names.indexOf(spec.format().columns().get(i));
    RecordCleaner cleaner = new RecordCleaner(spec);
    List<CleanRecord> out = new ArrayList<>();
    int n = 0;
    for (List<String> r : rows) {
      n++;
      List<String> fields = new ArrayList<>();
      for (int a : at) fields.add(a < 0 || a >= r.size() ? "" : r.get(a));
      cleaner.clean(new SourceRecord(new Provenance("A", n, n), fields), out::add, rej -> {});
    }
    return out;
  }

  static LinkSpec spec(String name) {
    return SpecReader.builtIn(name).orElseThrow().parse();
  }

  /** Mentions per record id, reference mentions unique by record. */
  static Mention own(CleanRecord r, int salt) {
    List<String> v = r.mention().values();
    return new Mention(
        r.mention().id() * 31 + r.recordId().hashCode() * 0x9E3779B97F4A7C15L + salt, v);
  }

  static void link(
      String name,
      LinkSpec spec,
      List<CleanRecord> refs,
      List<CleanRecord> recs,
      Map<String, Set<String>> truth,
      int errors) {
    long t0 = System.nanoTime();
    Map<Long, String> refId = new HashMap<>(), recId = new HashMap<>();
    List<Mention> a = new ArrayList<>(), b = new ArrayList<>();
    for (CleanRecord r : refs) {
      Mention m = own(r, 1);
      a.add(m);
      refId.put(m.id(), r.recordId());
    }
    for (CleanRecord r : recs) {
      Mention m = own(r, 2);
      b.add(m);
      recId.put(m.id(), r.recordId());
    }
    InMemoryLinkage l = InMemoryLinkage.link(spec, a, b);
    Map<Long, Verdict> v = l.verdicts();
    Map<Long, Mention> byId = new HashMap<>();
    a.forEach(m -> byId.put(m.id(), m));
    b.forEach(m -> byId.put(m.id(), m));
    Map<String, Long> idOfRef = new HashMap<>();
    refId.forEach((k, x) -> idOfRef.put(x, k));
    long total = truth.values().stream().mapToLong(Set::size).sum();
    for (double th : new double[] {0.5, 0.8}) {
      int tp = 0, fp = 0, review = 0;
      for (var e : v.entrySet()) {
        Verdict w = e.getValue();
        if (w.decision() != Decision.NEW && w.best().isPresent() && w.probability() >= th) {
          String ref = refId.get(w.best().get().entity());
          if (truth.getOrDefault(recId.get(e.getKey()), Set.of()).contains(ref)) tp++;
          else fp++;
        }
      }
      double p = tp / (double) (tp + fp), r = tp / (double) total;
      System.out.printf(
          Locale.ROOT,
          "%-16s th %.1f P %.4f R %.4f F1 %.4f  tp %d fp %d of %d%n",
          name,
          th,
          p,
          r,
          2 * p * r / (p + r),
          tp,
          fp,
          total);
    }
    int bin[] = new int[11], right[] = new int[11];
    int blocked = 0;
    for (var e : truth.entrySet())
      for (String ref : e.getValue()) {
        Long rid = idOfRef.get(ref);
        for (var x : recId.entrySet()) if (false) {}
      }
    Map<String, List<Long>> idsOfRec = new HashMap<>();
    recId.forEach((k, x) -> idsOfRec.computeIfAbsent(x, y -> new ArrayList<>()).add(k));
    int found = 0;
    for (var e : truth.entrySet())
      for (String ref : e.getValue()) {
        Long rid = idOfRef.get(ref);
        for (Long k : idsOfRec.getOrDefault(e.getKey(), List.of()))
          if (rid != null && l.isCandidate(byId.get(k), rid)) {
            found++;
            break;
          }
      }
    for (var e : v.entrySet()) {
      Verdict w = e.getValue();
      if (w.best().isEmpty() || w.decision() == Decision.NEW) continue;
      int k = (int) Math.min(10, w.probability() * 10 + 1e-12);
      if (w.probability() > 0.99) k = 10;
      bin[k]++;
      if (truth
          .getOrDefault(recId.get(e.getKey()), Set.of())
          .contains(refId.get(w.best().get().entity()))) right[k]++;
    }
    System.out.println(
        "  matching "
            + l.trained.matching()
            + " steps "
            + l.trained.history().size()
            + " blocking recall "
            + found / (double) total
            + " warnings "
            + l.trained.warnings()
            + " s "
            + (System.nanoTime() - t0) / 1e9);
    System.out.println(
        "  calibration " + Arrays.toString(bin) + " right " + Arrays.toString(right));
    model(spec, l.trained.model());
    int shown = 0;
    for (var e : v.entrySet()) {
      if (shown >= errors) break;
      Verdict w = e.getValue();
      Set<String> t = truth.getOrDefault(recId.get(e.getKey()), Set.of());
      boolean match =
          w.best().isPresent() && w.probability() >= 0.5 && w.decision() != Decision.NEW;
      String got = match ? refId.get(w.best().get().entity()) : null;
      if ((got == null && t.isEmpty()) || (got != null && t.contains(got))) continue;
      shown++;
      System.out.println(
          "  "
              + (got == null ? "MISSED" : t.isEmpty() ? "FALSE" : "WRONG")
              + " p "
              + w.probability()
              + " "
              + recId.get(e.getKey())
              + " "
              + byId.get(e.getKey()).values());
      if (got != null) explain(spec, l, e.getKey(), w.best().get().entity(), byId);
      for (String s : t)
        if (idOfRef.containsKey(s)) {
          System.out.print(
              l.isCandidate(byId.get(e.getKey()), idOfRef.get(s))
                  ? "   true "
                  : "   true, no candidate ");
          explain(spec, l, e.getKey(), idOfRef.get(s), byId);
        }
    }
  }

  static void explain(LinkSpec spec, InMemoryLinkage l, long a, long b, Map<Long, Mention> byId) {
    StringBuilder s =
        new StringBuilder(
            "     "
                + byId.get(b).values()
                + " weight "
                + String.format("%.1f", l.weight(a, b))
                + ":");
    for (PairScorer.Part p : l.parts(a, b))
      s.append(
          String.format(
              Locale.ROOT,
              " %s/%d %.1f%s",
              spec.attributes().get(spec.comparisons().get(p.comparison()).attribute()).name(),
              p.level(),
              p.weight(),
              p.rarity() == 0 ? "" : String.format("(%+.1f)", p.rarity())));
    System.out.println(s);
  }

  static void model(LinkSpec spec, LinkModel m) {
    System.out.printf("  prior %.2f%n", m.priorWeight());
    for (int c = 0; c < spec.comparisons().size(); c++) {
      ComparisonWeights w = m.comparisons().get(c);
      System.out.printf(
          "    %-10s m %s u %s%n",
          spec.attributes().get(spec.comparisons().get(c).attribute()).name(),
          fmt(w.m()),
          fmt(w.u()));
      for (int r = 0; r < Math.min(w.weights().length, 8); r++)
        System.out.println(
            "       w "
                + fmt(w.weights()[r])
                + " commonness "
                + w.commonness()
                + " given "
                + w.given());
    }
  }

  static String fmt(double[] d) {
    StringBuilder s = new StringBuilder();
    for (double x : d)
      s.append(
          Math.abs(x) < 1e-3 && x != 0 ? String.format("%.1e ", x) : String.format("%.3f ", x));
    return s.toString();
  }

  static void dedupe(
      String name,
      LinkSpec spec,
      List<CleanRecord> recs,
      List<String> entity,
      boolean rows,
      int errors) {
    long t0 = System.nanoTime();
    Map<Long, Mention> ms = new LinkedHashMap<>();
    Map<Long, Map<String, Integer>> entityOf = new HashMap<>();
    for (int i = 0; i < recs.size(); i++) {
      Mention m = rows ? recs.get(i).mention() : own(recs.get(i), 0);
      ms.put(m.id(), m);
      entityOf.computeIfAbsent(m.id(), k -> new TreeMap<>()).merge(entity.get(i), 1, Integer::sum);
    }
    InMemoryLinkage l = InMemoryLinkage.dedupe(spec, ms.values());
    System.out.println(
        "  matching "
            + l.trained.matching() * ms.size()
            + "/record steps "
            + l.trained.history().size()
            + " mentions "
            + ms.size()
            + " "
            + l.trained.warnings());
    model(spec, l.trained.model());
    for (double th : new double[] {0.5, 0.8, 0.95}) {
      Map<Long, Long> cl = l.clusters(th);
      // row pairs
      Map<Long, Map<String, Long>> byCluster = new HashMap<>();
      Map<String, Long> byEntity = new HashMap<>();
      long dtp = 0, dfp = 0, dfn = 0;
      cl.forEach(
          (mid, c) ->
              entityOf
                  .get(mid)
                  .forEach(
                      (e, n) -> {
                        byCluster
                            .computeIfAbsent(c, k -> new HashMap<>())
                            .merge(e, (long) n, Long::sum);
                        byEntity.merge(e, (long) n, Long::sum);
                      }));
      double tp = 0, found = 0, all = 0;
      for (var c : byCluster.values()) {
        long s = 0;
        for (long n : c.values()) {
          tp += n * (n - 1) / 2.0;
          s += n;
        }
        found += s * (s - 1) / 2.0;
      }
      for (long n : byEntity.values()) all += n * (n - 1) / 2.0;
      double p = tp / found, r = tp / all;
      // differing mentions
      Map<String, List<Long>> mentionsOfEntity = new HashMap<>();
      entityOf.forEach(
          (mid, es) ->
              es.keySet()
                  .forEach(
                      e -> mentionsOfEntity.computeIfAbsent(e, k -> new ArrayList<>()).add(mid)));
      Set<List<Long>> truePairs = new HashSet<>();
      for (List<Long> x : mentionsOfEntity.values())
        for (int i = 0; i < x.size(); i++)
          for (int j = i + 1; j < x.size(); j++)
            truePairs.add(List.of(Math.min(x.get(i), x.get(j)), Math.max(x.get(i), x.get(j))));
      Map<Long, List<Long>> members = new HashMap<>();
      cl.forEach((mid, c) -> members.computeIfAbsent(c, k -> new ArrayList<>()).add(mid));
      long mt = 0, mf = 0;
      List<List<Long>> wrong = new ArrayList<>();
      for (List<Long> x : members.values())
        for (int i = 0; i < x.size(); i++)
          for (int j = i + 1; j < x.size(); j++) {
            List<Long> k = List.of(Math.min(x.get(i), x.get(j)), Math.max(x.get(i), x.get(j)));
            if (truePairs.contains(k)) mt++;
            else {
              mf++;
              wrong.add(k);
            }
          }
      System.out.printf(
          Locale.ROOT,
          "%-14s th %.2f rows P %.4f R %.4f F1 %.4f  mentions P %.4f R %.4f (tp %d fp %d fn %d) %.1fs%n",
          name,
          th,
          p,
          r,
          2 * p * r / (p + r),
          mt / (double) (mt + mf),
          mt / (double) truePairs.size(),
          mt,
          mf,
          truePairs.size() - mt,
          (System.nanoTime() - t0) / 1e9);
      if (th == Double.parseDouble(System.getProperty("th", "0.95"))) {
        Map<Long, Integer> rowsOf = new HashMap<>();
        entityOf.forEach((k, x) -> rowsOf.put(k, x.values().stream().mapToInt(q -> q).sum()));
        wrong.sort(
            Comparator.comparingLong(k -> -(long) rowsOf.get(k.get(0)) * rowsOf.get(k.get(1))));
        int s = 0;
        for (List<Long> k : wrong) {
          if (s++ >= errors) break;
          System.out.println(
              "  FALSE "
                  + rowsOf.get(k.get(0))
                  + "x"
                  + rowsOf.get(k.get(1))
                  + " "
                  + ms.get(k.get(0)).values());
          explain(spec, l, k.get(0), k.get(1), ms);
        }
        s = 0;
        for (List<Long> k : truePairs)
          if (!cl.get(k.get(0)).equals(cl.get(k.get(1)))) {
            if (s++ >= errors) break;
            System.out.println(
                "  MISSED "
                    + l.isCandidate(ms.get(k.get(0)), k.get(1))
                    + " "
                    + ms.get(k.get(0)).values());
            explain(spec, l, k.get(0), k.get(1), ms);
          }
      }
    }
  }

  static Map<String, Set<String>> gold(Path p, int rec, int ref, int cls) throws IOException {
    Map<String, Set<String>> g = new HashMap<>();
    List<List<String>> rows = rows(p, ',', true);
    rows.remove(0);
    for (List<String> r : rows)
      if (cls < 0 || r.get(cls).equals("1"))
        g.computeIfAbsent(r.get(rec), k -> new HashSet<>()).add(r.get(ref));
    return g;
  }

  public static void main(String[] args) throws Exception {
    int errors = Integer.parseInt(args[0]);
    for (int i = 1; i < args.length; i++)
      switch (args[i]) {
        case "fz" -> {
          LinkSpec s = spec("fodors-zagats");
          link(
              "fodors-zagats",
              s,
              read(s, data.resolve("fodors-zagats/fodors.csv"), ',', true, true, Map.of()),
              read(s, data.resolve("fodors-zagats/zagats.csv"), ',', true, true, Map.of()),
              gold(data.resolve("fodors-zagats/gold.csv"), 1, 0, -1),
              errors);
        }
        case "da" -> {
          LinkSpec s = spec("dblp-acm");
          link(
              "dblp-acm",
              s,
              read(s, data.resolve("dblp-acm/DBLP2.csv"), ',', true, true, Map.of()),
              read(s, data.resolve("dblp-acm/ACM.csv"), ',', true, true, Map.of()),
              gold(data.resolve("dblp-acm/gold.csv"), 1, 0, -1),
              errors);
        }
        case "f4" -> {
          LinkSpec s = spec("febrl");
          var a = read(s, data.resolve("febrl/dataset4a.csv"), ',', true, true, Map.of());
          var b = read(s, data.resolve("febrl/dataset4b.csv"), ',', true, true, Map.of());
          Map<String, Set<String>> g = new HashMap<>();
          for (var r : b) g.put(r.recordId(), Set.of(r.recordId().replaceAll("-dup-\\d+", "-org")));
          link("febrl4", s, a, b, g, errors);
        }
        case "f3" -> {
          LinkSpec s = spec("febrl");
          var a = read(s, data.resolve("febrl/dataset3.csv"), ',', true, true, Map.of());
          dedupe(
              "febrl3",
              s,
              a,
              a.stream().map(r -> r.recordId().replaceAll("-(dup-\\d+|org)", "")).toList(),
              false,
              errors);
        }
        case "m10", "m100" -> {
          LinkSpec s = spec("restaurants");
          boolean ten = args[i].equals("m10");
          Path d = data.resolve(ten ? "made-10k-hard" : "made-100k");
          String x = ten ? "" : ".gz";
          var a =
              read(
                  s,
                  d.resolve("clean.csv" + x),
                  ',',
                  true,
                  true,
                  Map.of("business_id", "inspection_id"));
          var b = read(s, d.resolve("B.csv" + x), ',', true, false, Map.of());
          Map<String, Set<String>> g = new HashMap<>();
          var rows = rows(d.resolve("truth.csv" + x), ',', true);
          var h = rows.remove(0);
          for (var r : rows)
            if (r.get(3).equals("1") && r.get(2).equals("B")) g.put(r.get(0), Set.of(r.get(1)));
          link(args[i], s, a, b, g, errors);
        }
        case "sf2", "sf10", "sff" -> {
          LinkSpec s = spec("restaurants");
          Path d =
              data.resolve(
                  args[i].equals("sf2")
                      ? "sf-2per"
                      : args[i].equals("sf10") ? "sf-10per" : "sf-full");
          var a = read(s, d.resolve("A.tsv"), '\t', false, true, Map.of());
          var b = read(s, d.resolve("B.tsv"), '\t', false, false, Map.of());
          var all = new ArrayList<>(a);
          all.addAll(b);
          List<String> e = all.stream().map(r -> r.recordId().split("_")[0]).toList();
          dedupe(args[i], s, all, e, true, errors);
        }
      }
  }
}
