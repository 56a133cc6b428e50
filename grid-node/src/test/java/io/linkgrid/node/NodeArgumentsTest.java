package io.linkgrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.node.NodeArguments.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeArgumentsTest {
  @Test
  void withoutArguments_theNodeRunsWithItsDefaults() {
    NodeArguments arguments = NodeArguments.parse(List.of(), Map.of());

    assertThat(arguments.request()).isEqualTo(Request.RUN);
    assertThat(arguments.configuration()).isEmpty();
    assertThat(arguments.healthPort()).isEmpty();
    assertThat(arguments.healthHost()).isEqualTo("127.0.0.1");
    assertThat(arguments.processors()).isEmpty();
    assertThat(arguments.parent()).isEmpty();
    assertThat(arguments.limit()).isEqualTo(ReferenceLimit.USUAL);
    assertThat(arguments.open()).isFalse();
  }

  @Test
  void aNodeIsOpen_byItsOptionOrItsVariable() {
    assertThat(NodeArguments.parse(List.of("--open"), Map.of()).open()).isTrue();
    assertThat(NodeArguments.parse(List.of(), Map.of("LINKGRID_OPEN", "true")).open()).isTrue();
    assertThat(NodeArguments.parse(List.of(), Map.of("LINKGRID_OPEN", "false")).open()).isFalse();
  }

  @Test
  void everythingCanBeSet_andAnOptionWinsOverItsVariable() {
    NodeArguments arguments =
        NodeArguments.parse(
            List.of("--config", "blue.yaml", "--health-port=0", "--processors", "2", "--verbose"),
            Map.of(
                "LINKGRID_HEALTH_PORT", "7000",
                "LINKGRID_HEALTH_HOST", "10.1.1.1",
                "LINKGRID_MAX_REFERENCE", "60%",
                "LINKGRID_PARENT_PID", "4711"));

    assertThat(arguments.configuration()).contains(Path.of("blue.yaml"));
    assertThat(arguments.healthPort()).hasValue(0);
    assertThat(arguments.healthHost()).isEqualTo("10.1.1.1");
    assertThat(arguments.processors()).hasValue(2);
    assertThat(arguments.parent()).hasValue(4711);
    assertThat(arguments.limit()).isEqualTo(ReferenceLimit.parse("60%").orElseThrow());
    assertThat(arguments.verbose()).isTrue();
  }

  @Test
  void everyProblemIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                NodeArguments.parse(
                    List.of("--helth-port", "--processors", "none", "--config"),
                    Map.of(
                        "LINKGRID_HEALTH_PORT", "70000",
                        "LINKGRID_MAX_REFERENCE", "some",
                        "LINKGRID_OPEN", "yes",
                        "LINKGRID_LOG", "xml",
                        "LINKGRID_LOG_LEVELS", "com.hazelcast=LOUD")))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
        .hasMessage(
            """
            'yes' of LINKGRID_OPEN is not true or false.
            'xml' of LINKGRID_LOG is not text or json.
            'com.hazelcast=LOUD' of LINKGRID_LOG_LEVELS is no NAME=LEVEL, such as io.linkgrid=DEBUG; levels are TRACE, DEBUG, INFO, WARN, ERROR, OFF.
            Unknown option '--helth-port'. Did you mean '--health-port'?
            Option '--config' needs a value.
            '70000' of LINKGRID_HEALTH_PORT is no number from 0 to 65535.
            'none' of --processors is no number from 1 to 1024.
            'some' of LINKGRID_MAX_REFERENCE is no share of the heap (1% to 100%) and not off.
            Try 'grid-node --help'.""");
  }
}
