package io.linkgrid.submit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What a class logs, from INFO on, until this is closed. */
final class LoggedEvents extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final @Nullable Level before;

  private LoggedEvents(Logger logger) {
    this.logger = logger;
    this.before = logger.getLevel();
  }

  static LoggedEvents of(Class<?> type) {
    Logger logger = (Logger) LoggerFactory.getLogger(type);
    LoggedEvents logged = new LoggedEvents(logger);
    logged.setContext(logger.getLoggerContext());
    logged.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(logged);
    return logged;
  }

  List<ILoggingEvent> events() {
    return events;
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    events.add(event);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(before);
    stop();
  }
}
