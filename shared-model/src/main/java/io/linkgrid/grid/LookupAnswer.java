package io.linkgrid.grid;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.List;
import java.util.Optional;

/**
 * What a node answers to a {@link LookupTask}.
 *
 * @param probes the probes of the task in their order, with all they found; none if it failed
 * @param kind whose problem a failure is; empty without one
 * @param message what failed; empty if nothing did
 */
public record LookupAnswer(List<Probe> probes, Optional<Kind> kind, String message) {
  public LookupAnswer {
    probes = List.copyOf(probes);
  }

  static LookupAnswer of(List<Probe> probes) {
    return new LookupAnswer(probes, Optional.empty(), "");
  }

  static LookupAnswer problem(LinkgridException problem) {
    String message = problem.getMessage();
    return new LookupAnswer(List.of(), Optional.of(problem.kind()), message == null ? "" : message);
  }

  /** Returns the failure, if there was one. */
  public Optional<LinkgridException> problem() {
    return kind.map(of -> new LinkgridException(of, message));
  }
}
