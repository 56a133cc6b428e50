package io.linkgrid.database;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a {@link DatabaseSettings} of one server that all tests of the process share; it is stopped
 * and its data are deleted when the last test has ended. Tests keep apart by their schemas.
 */
public final class PostgresExtension implements ParameterResolver {
  private record Shared(EmbeddedServer server, Path directory) implements AutoCloseable {
    static Shared start(String key) {
      try {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), key);
        return new Shared(EmbeddedServer.start(directory), directory);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws java.io.IOException {
      server.close();
      PostgresTools.delete(directory);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(DatabaseSettings.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(PostgresExtension.class))
        .computeIfAbsent("postgres-", Shared::start, Shared.class)
        .server()
        .settings();
  }
}
