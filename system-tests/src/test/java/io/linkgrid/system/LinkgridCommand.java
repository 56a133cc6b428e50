package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command of the distribution, as a process in a directory of its own. */
final class LinkgridCommand {
  private static final Path HOME = Path.of(System.getenv("LINKGRID_HOME"));
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path directory;
  private final Map<String, String> environment;
  private final Path home;

  /** A command line whose working directory this is; it also keeps what was said. */
  LinkgridCommand(Path directory) {
    this(directory, Map.of());
  }

  /** As above, with variables of its own. */
  LinkgridCommand(Path directory, Map<String, String> environment) {
    this(directory, environment, HOME);
  }

  /** As above, of the distribution in another directory. */
  LinkgridCommand(Path directory, Map<String, String> environment, Path home) {
    this.home = home;
    this.directory = directory;
    this.environment = Map.copyOf(environment);
  }

  /** What a process said and how it ended. */
  record Finished(int code, String out, String err) {
    /** Fails with all that was said unless the process ended well. */
    Finished succeeded() {
      assertThat(code).as("%s%n%s", out, err).isZero();
      return this;
    }
  }

  /** A process under way. */
  record Underway(Process process, Path out, Path err) {
    /** Waits until a text was said on standard error, or the process has ended. */
    void awaitErr(String text) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> Files.readString(err).contains(text) || !process.isAlive());
      assertThat(err).content().contains(text);
    }

    /** Kills the process as kill -9 does, and nobody else. */
    void kill() throws InterruptedException {
      process.destroyForcibly();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    Finished finish() throws IOException, InterruptedException {
      try {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .as("%s ends", process.info().commandLine().orElse("the command"))
            .isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  /** Runs to the end. */
  Finished run(Object... arguments) throws IOException, InterruptedException {
    return start(arguments).finish();
  }

  /** Starts and returns at once; the process is a JVM, not a shell around one. */
  Underway start(Object... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(home.resolve("bin/linkgrid").toString());
    add(arguments, line);
    Path out = Files.createTempFile(directory, "said-", ".out");
    Path err = Files.createTempFile(directory, "said-", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // What is said must not depend on who runs the tests.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.equals("LANG"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    return new Underway(builder.start(), out, err);
  }

  /** Lists among the arguments are arguments themselves. */
  private static void add(Object[] arguments, List<String> line) {
    for (Object argument : arguments) {
      if (argument instanceof List<?> several) {
        add(several.toArray(), line);
      } else {
        line.add(argument.toString());
      }
    }
  }
}
