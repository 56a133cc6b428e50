package io.linkgrid.node;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.HazelcastException;
import io.linkgrid.grid.BuildHash;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.GridSerialization;
import io.linkgrid.grid.ReferenceRoom;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the settings of a node come from. In this order: {@code --config}, {@code
 * -Dhazelcast.config}, {@code conf/linkgrid-node.yaml} of the distribution, the same file on the
 * class path; on top of it {@code HZ_…} variables and {@code -Dhz.…}, as everywhere in Hazelcast.
 */
final class NodeConfiguration {
  static final String FILE = "linkgrid-node.yaml";
  static final String SHUTDOWN_POLICY = "hazelcast.shutdownhook.policy";

  private NodeConfiguration() {}

  /**
   * The settings of a node process.
   *
   * @throws LinkgridException of kind USAGE if they cannot be read
   */
  static Config of(NodeArguments arguments, Map<String, String> environment) {
    Config config = read(arguments.configuration(), environment);
    arguments.processors().ifPresent(n -> config.getJetConfig().setCooperativeThreadCount(n));
    return complete(config, arguments.limit());
  }

  /** The settings of a member that lives in another process and that nobody can join. */
  static Config closed(Map<String, String> environment) {
    Config config = read(Optional.empty(), environment);
    config.setClusterName("linkgrid-local-" + UUID.randomUUID());
    JoinConfig nobody = new JoinConfig();
    nobody.getAutoDetectionConfig().setEnabled(false);
    nobody.getMulticastConfig().setEnabled(false);
    nobody.getTcpIpConfig().setEnabled(false);
    config.getNetworkConfig().setPort(0).setPortAutoIncrement(false).setJoin(nobody);
    config.getNetworkConfig().getInterfaces().clear().addInterface("127.0.0.1").setEnabled(true);
    complete(config, limit(environment));
    config.setProperty("hazelcast.socket.bind.any", "false");
    return config;
  }

  private static ReferenceLimit limit(Map<String, String> environment) {
    String value = environment.getOrDefault(ReferenceLimit.VARIABLE, "").strip();
    return value.isEmpty()
        ? ReferenceLimit.USUAL
        : ReferenceLimit.parse(value)
            .orElseThrow(
                () ->
                    new LinkgridException(
                        Kind.USAGE, ReferenceLimit.problem(value, ReferenceLimit.VARIABLE)));
  }

  private static Config read(Optional<Path> asked, Map<String, String> environment) {
    Optional<Path> file =
        asked
            .or(() -> Optional.ofNullable(System.getProperty("hazelcast.config")).map(Path::of))
            .or(() -> shipped(environment));
    String name = file.map(Path::toString).orElse(FILE);
    try {
      return file.isPresent()
          ? Config.loadFromFile(file.get().toFile())
          : Config.loadFromClasspath(NodeConfiguration.class.getClassLoader(), FILE);
    } catch (FileNotFoundException e) {
      throw new LinkgridException(
          Kind.USAGE, "There is no configuration file " + name + ". Check --config.", e);
    } catch (HazelcastException | IllegalArgumentException e) {
      throw new LinkgridException(
          Kind.USAGE, "Cannot use the configuration " + name + ": " + e.getMessage(), e);
    }
  }

  private static Optional<Path> shipped(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("LINKGRID_HOME"))
        .map(home -> Path.of(home, "conf", FILE))
        .filter(Files::isReadable);
  }

  /**
   * What a member reads by Java's own serialization: jobs, and the problems with which they end.
   * Whoever reaches the port could otherwise have objects made of any class of the class path.
   */
  private static JavaSerializationFilterConfig onlyWhatIsOurs() {
    ClassFilter allowed = new ClassFilter();
    allowed.addPrefixes("io.linkgrid.", "com.hazelcast.", "[");
    allowed.addPrefixes("java.lang.", "java.util.", "java.time.", "java.math.", "java.security.");
    // Exceptions that travel to the submitter, with their causes.
    allowed.addPrefixes("java.io.", "java.net.", "java.nio.", "java.sql.", "org.postgresql.util.");
    return new JavaSerializationFilterConfig().setDefaultsDisabled(true).setWhitelist(allowed);
  }

  /** Adds what makes a member a node of linkgrid, whatever the file says. */
  private static Config complete(Config config, ReferenceLimit limit) {
    for (String name : config.getProperties().stringPropertyNames()) {
      // Hazelcast itself prefers the file; a person who types -D means it.
      Optional.ofNullable(System.getProperty(name)).ifPresent(v -> config.setProperty(name, v));
    }
    // The process has its own hook: it must also end the health endpoint and choose the exit code.
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.getMemberAttributeConfig().setAttribute(BuildHash.MEMBER_ATTRIBUTE, BuildHash.current());
    BuildHash.ofJobs()
        .ifPresent(
            hash -> config.getMemberAttributeConfig().setAttribute(BuildHash.JOBS_ATTRIBUTE, hash));
    int copies = config.findMapConfig(GridNames.reference("any")).getTotalBackupCount();
    config
        .getMemberAttributeConfig()
        .setAttribute(
            ReferenceRoom.MEMBER_ATTRIBUTE,
            limit.of(Runtime.getRuntime().maxMemory(), copies).text());
    GridSerialization.register(config.getSerializationConfig());
    config.getSerializationConfig().setJavaSerializationFilterConfig(onlyWhatIsOurs());
    return config;
  }
}
