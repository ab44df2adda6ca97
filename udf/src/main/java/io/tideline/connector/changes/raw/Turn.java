package io.tideline.connector.changes.raw;

/** How the seq of an event follows those of its run that were read from its shard before. */
public enum Turn {
  /** It was its turn, or nothing is known that would say otherwise. */
  EXPECTED,
  /** Some before it have not come. */
  JUMPED,
  /** It had not come when later ones did. */
  LATE,
  /** It came before: this is the same record again. */
  SEEN
}
