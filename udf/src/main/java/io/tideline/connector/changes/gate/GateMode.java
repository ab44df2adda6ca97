package io.tideline.connector.changes.gate;

/** Whether the gate remembers, and where. Its input is partitioned by key in any case. */
public enum GateMode {
  /** In Flink's keyed state. */
  CHECKPOINTED,
  /** In memory, for a batch job: it takes no checkpoints. */
  IN_MEMORY,
  /** It does not: whatever is sent again is delivered again. */
  OFF
}
