package io.linkgrid.control;

/**
 * The channels of Postgres on which is told what happens to runs; their payloads are JSON, see
 * docs/runs.md. They belong to the database, so each payload names its schema.
 */
enum Channel {
  /** An attempt has ended; the payload is the attempt. For anybody who listens. */
  ENDED("linkgrid"),
  /** An attempt got further. */
  PROGRESS("linkgrid_progress"),
  /** An attempt is asked to end. */
  CANCEL("linkgrid_cancel");

  private final String channelName;

  Channel(String channelName) {
    this.channelName = channelName;
  }

  String channelName() {
    return channelName;
  }
}
