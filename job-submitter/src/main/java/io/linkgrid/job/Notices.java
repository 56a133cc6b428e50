package io.linkgrid.job;

/** Takes sentences for the user that are neither progress nor problems. */
@FunctionalInterface
public interface Notices {
  /** Takes one sentence. */
  void say(String sentence);
}
