package io.linkgrid.grid;

import io.linkgrid.model.LinkgridException;
import java.io.Serial;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What failed on a node, in a form that every other process can read: text, stack trace and causes.
 * An exception of a library's own class may not be read elsewhere, and whoever waits for the answer
 * in which it travels would wait forever.
 */
public final class NodeFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /** Whose exceptions nodes and submitters can read as they are. */
  private static final List<String> KNOWN =
      List.of("java.lang.", "java.util.", "java.io.", "java.net.", "java.nio.", "com.hazelcast.");

  private NodeFailure(Throwable failure) {
    super(failure.toString());
    setStackTrace(failure.getStackTrace());
  }

  /**
   * Returns a failure that can be thrown out of a node. What all can read stays as it is, so that
   * Jet still knows one after which a job may be started again; a {@link LinkgridException} keeps
   * its kind and message.
   */
  public static RuntimeException travelling(Throwable failure) {
    Set<Throwable> all = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(failure, all);
    if (failure instanceof RuntimeException e && all.stream().allMatch(NodeFailure::isKnown)) {
      return e;
    }
    return (RuntimeException)
        converted(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static void collect(@Nullable Throwable failure, Set<Throwable> all) {
    if (failure != null && all.add(failure)) {
      collect(failure.getCause(), all);
      for (Throwable suppressed : failure.getSuppressed()) {
        collect(suppressed, all);
      }
    }
  }

  private static boolean isKnown(Throwable failure) {
    String name = failure.getClass().getName();
    return failure instanceof LinkgridException
        || (KNOWN.stream().anyMatch(name::startsWith) && !(failure instanceof SQLException));
  }

  private static Throwable converted(Throwable failure, Set<Throwable> above) {
    above.add(failure);
    Throwable converted = new NodeFailure(failure);
    if (failure instanceof LinkgridException ours) {
      converted = new LinkgridException(ours.kind(), String.valueOf(ours.getMessage()));
      converted.setStackTrace(ours.getStackTrace());
    }
    Throwable cause = failure.getCause();
    if (cause != null && !above.contains(cause)) {
      converted.initCause(converted(cause, above));
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      if (!above.contains(suppressed)) {
        converted.addSuppressed(converted(suppressed, above));
      }
    }
    return converted;
  }

  /** Returns what the failure itself said of itself. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return String.valueOf(getMessage());
  }
}
