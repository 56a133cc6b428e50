package io.linkgrid.benchmarks.versus;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.model.LinkgridException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * The process of a contender that is not linkgrid: links the files, writes the links to Postgres,
 * and leaves {@code links.tsv} and {@code summary.json} with the seconds of its stages.
 */
public final class Linking {
  /** Who links. */
  interface Engine {
    /**
     * Links each record to the best row of the reference, if there is one that is good enough.
     *
     * @param links the file to write: row of the record from 1, its id, the id of the reference's
     *     row, the score; tabs between them, in order of rows
     * @param stages takes the beginning of each stage
     */
    void link(Path reference, Path records, Path links, Stages stages)
        throws IOException, SQLException;
  }

  private Linking() {}

  /**
   * Links.
   *
   * @param args duckdb or java, reference, records, directory for results, address of a database,
   *     schema. Who logs in, and with which password, is in the environment.
   */
  public static void main(String[] args) {
    Engine engine = args[0].equals("duckdb") ? new DuckDbLinking() : new PlainLinking();
    Stages stages = new Stages();
    try {
      Path out = Files.createDirectories(Path.of(args[3]));
      Path links = out.resolve("links.tsv");
      engine.link(Path.of(args[1]), Path.of(args[2]), links, stages);
      stages.begin("postgres");
      LinkTable.copy(
          links, DatabaseSettings.resolve(Optional.of(args[4]), System.getenv()), args[5]);
      Files.writeString(
          out.resolve("summary.json"),
          new ObjectMapper().writeValueAsString(Map.of("seconds", stages.end())));
    } catch (LinkgridException e) {
      System.err.println(e.getMessage());
      System.exit(e.kind().exitCode());
    } catch (IOException | SQLException e) {
      System.err.println("Cannot link " + args[2] + " to " + args[1] + ": " + e.getMessage());
      System.exit(LinkgridException.Kind.INTERNAL.exitCode());
    }
  }
}
