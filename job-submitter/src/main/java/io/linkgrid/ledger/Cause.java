package io.linkgrid.ledger;

import org.jdbi.v3.core.Handle;

/**
 * Why links and entities change, for the rest of a transaction: the triggers of the ledger write it
 * down with each event.
 *
 * @param cause a word such as merge
 * @param by the person; empty for a run
 * @param why the person's reason; empty without one
 */
public record Cause(String cause, String by, String why) {
  /** A cause without a person. */
  static Cause of(String cause) {
    return new Cause(cause, "", "");
  }

  /** Sets the cause for the rest of the transaction. */
  public void set(Handle handle) {
    handle
        .createQuery(
            """
            select set_config('linkgrid.cause', :cause, true) as cause,
                   set_config('linkgrid.by', :by, true) as person,
                   set_config('linkgrid.why', :why, true) as why
            """)
        .bind("cause", cause)
        .bind("by", by)
        .bind("why", why)
        .mapToMap()
        .one();
  }
}
