package io.linkgrid.database;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Flyway's chatter at debug level: what a user must know comes as an exception. Public
 * because Flyway makes it by its name.
 */
public final class FlywayLog implements LogCreator {
  @Override
  public Log createLogger(Class<?> source) {
    return new AtDebug(LoggerFactory.getLogger(source));
  }

  private record AtDebug(Logger logger) implements Log {
    @Override
    public void debug(String message) {
      logger.trace(message);
    }

    @Override
    public void info(String message) {
      logger.debug(message);
    }

    @Override
    public void warn(String message) {
      logger.debug(message);
    }

    @Override
    public void error(String message) {
      logger.debug(message);
    }

    @Override
    public void error(String message, Exception cause) {
      logger.debug(message, cause);
    }

    @Override
    public void notice(String message) {
      logger.debug(message);
    }
  }
}
