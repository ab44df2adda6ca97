package io.tideline.local.datahub.faults;

/** What a fault does to a call. */
public enum FaultAction {
  /** The call is answered later. */
  DELAY,
  /** Nothing is done and the connection is closed. */
  DROP_BEFORE,
  /** The call is carried out and the connection closed without an answer. */
  DROP_AFTER,
  /** An error is answered and nothing done. */
  ERROR,
  /** Nothing is answered until the fault is cleared; then the call goes on. */
  FREEZE,
  /** The put is carried out twice and acknowledged once. */
  DUPLICATE,
  /** One record of the put is acknowledged but not stored. */
  LOSE_RECORD,
  /** One record of the put and its successor are stored in each other's place. */
  REORDER;

  /** Whether nothing of the call is left to be struck by another fault. */
  boolean endsCall() {
    return this == DROP_BEFORE || this == ERROR;
  }
}
