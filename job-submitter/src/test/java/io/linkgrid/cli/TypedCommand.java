package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.review.ReviewStory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command as it is typed, on the database and by the spec of a story.
 *
 * @param code the exit code
 * @param out what it printed
 * @param err what it told
 */
record TypedCommand(int code, String out, String err) {
  /** Runs a command in this process; its spec is written to a directory first. */
  static TypedCommand run(
      Path directory, DatabaseSettings settings, ReviewStory story, List<String> words)
      throws IOException {
    Path spec = directory.resolve("spec.yaml");
    Files.writeString(spec, story.spec());
    List<String> arguments = new ArrayList<>(words);
    arguments.addAll(
        List.of(
            "--spec",
            spec.toString(),
            "--db",
            "postgresql://" + settings.user() + "@" + settings.place()));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int code =
        Main.run(
            arguments.toArray(String[]::new),
            new PrintStream(printed, true, UTF_8),
            new PrintStream(told, true, UTF_8),
            Map.of());
    return new TypedCommand(code, printed.toString(UTF_8), told.toString(UTF_8));
  }
}
