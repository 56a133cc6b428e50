package io.linkgrid.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCommandTest {
  private static final List<String> PROPERTIES = List.of("-Dhazelcast.some=1");

  @TempDir private Path directory;

  @Test
  void aNodeWithLittleToDo_isCompiledQuicklyOnly() {
    NodeCommand command = new NodeCommand("lib/*", Path.of("conf", "jvm.options"));
    NodeOptions much = NodeOptions.loggingTo(directory).withHeap("300m");

    assertThat(command.line(much, OptionalInt.empty(), PROPERTIES))
        .endsWith(
            "@conf/jvm.options",
            "-Xmx300m",
            "-Dhazelcast.some=1",
            "-cp",
            "lib/*",
            "io.linkgrid.node.GridNode");
    assertThat(command.line(much.brief(true), OptionalInt.of(3), PROPERTIES))
        .startsWith("taskset", "-c", "3")
        .endsWith(
            "@conf/jvm.options",
            "-Xmx300m",
            "-XX:TieredStopAtLevel=1",
            "-Dhazelcast.some=1",
            "-cp",
            "lib/*",
            "io.linkgrid.node.GridNode");
    assertThat(much.brief(true).withHeap("1g").pinnedTo(List.of(0)).brief())
        .as("whatever else is said of it")
        .isTrue();
  }

  @Test
  void aDistribution_isTakenAsItIs_andOneThatIsNoneIsRefused() throws Exception {
    Files.createDirectories(directory.resolve("lib"));
    assertThatThrownBy(() -> NodeCommand.find(Optional.of(directory), directory))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "LINKGRID_HOME is "
                + directory
                + ", but there is no linkgrid: expected lib/ and conf/jvm.options. Correct it, or"
                + " unset it.");

    Path options = Files.createDirectories(directory.resolve("conf")).resolve("jvm.options");
    Files.writeString(options, "-Dfile.encoding=UTF-8\n");
    assertThat(NodeCommand.find(Optional.of(directory), directory))
        .isEqualTo(
            new NodeCommand(
                directory.resolve("lib") + "/*:" + directory.resolve("lib/jobs") + "/*", options));
  }
}
