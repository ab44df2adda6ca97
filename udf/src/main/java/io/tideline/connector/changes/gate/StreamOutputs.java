package io.tideline.connector.changes.gate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of one stream that a statement set reads. The planner names them one after the other,
 * so the list grows until the job graph is built.
 */
public final class StreamOutputs implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String stream;
  private final GateSettings settings;
  private final List<TableOutput> tables = new ArrayList<>();
  private final List<DeadLetterOutput> deadLetters = new ArrayList<>();
  private final List<FindingOutput> findings = new ArrayList<>();
  private boolean sealed;

  /** Lives as long as the job's graph does, whose gate holds this. */
  private transient Object owner;

  public StreamOutputs(String stream, GateSettings settings) {
    this.stream = stream;
    this.settings = settings;
  }

  public void holdOnTo(Object owner) {
    this.owner = owner;
  }

  public String stream() {
    return stream;
  }

  public void add(TableOutput table) {
    checkOpen(table.tag().getId());
    tables.add(table);
  }

  public void add(DeadLetterOutput table) {
    checkOpen(table.tag().getId());
    deadLetters.add(table);
  }

  public void add(FindingOutput table) {
    checkOpen(table.tag().getId());
    findings.add(table);
  }

  /** Whether an output of that name is there; two of one name would get each other's rows. */
  public boolean contains(String name) {
    return tables.stream().anyMatch(table -> table.tag().getId().equals(name))
        || deadLetters.stream().anyMatch(table -> table.tag().getId().equals(name))
        || findings.stream().anyMatch(table -> table.tag().getId().equals(name));
  }

  GateSettings settings() {
    return settings;
  }

  List<TableOutput> tables() {
    return tables;
  }

  List<DeadLetterOutput> deadLetters() {
    return deadLetters;
  }

  List<FindingOutput> findings() {
    return findings;
  }

  /** From here on a further table would get no rows. */
  void seal() {
    sealed = true;
  }

  private void checkOpen(String name) {
    if (sealed) {
      throw new IllegalStateException(
          String.format(
              "table %s of stream '%s' was added after the job graph was built, so it would get no rows; "
                  + "run all tables of a stream in one statement set",
              name, stream));
    }
  }
}
