package io.tideline.verify.repair;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.event.Op;
import io.tideline.event.Position;
import io.tideline.verify.column.ComparedColumn;
import io.tideline.verify.column.DatabaseColumn;
import io.tideline.verify.column.FileColumn;
import io.tideline.verify.compare.Sides;
import io.tideline.verify.database.DatabaseTable;
import io.tideline.verify.database.LogPosition;
import io.tideline.verify.files.History;
import io.tideline.verify.files.History.Correction;
import io.tideline.verify.repair.CorrectiveEvent.Value;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Sends an event through the topic for every row that differs, or whose history has a gap. */
public final class Repair {

  /** A transaction is in the log before others see it. */
  private static final long VISIBLE_AFTER_MILLIS = 200;

  private final Sides sides;
  private final History history;

  public Repair(Sides sides, History history) {
    this.sides = sides;
    this.history = history;
  }

  /**
   * @param source the name of the database in every event
   * @param route see {@link CorrectionTopic}
   * @param run the name of this run of verify
   * @return how many events were sent
   */
  public long send(DataHubClient client, String source, String route, String run)
      throws SQLException, IOException, InterruptedException {
    long count = history.listCorrections();
    if (count == 0) {
      return 0;
    }
    int epoch = sides.rebuilt().reached().map(Position::epoch).orElse(1);
    CorrectionTopic topic = new CorrectionTopic(client, run, route);
    CorrectiveEvent event = new CorrectiveEvent(sides.shape(), source);
    long sent = 0;
    for (long from = 0; from < count; from += DatabaseTable.KEYS_AT_ONCE) {
      sent += send(history.corrections(from, DatabaseTable.KEYS_AT_ONCE), epoch, event, topic);
    }
    topic.flush();
    return sent;
  }

  private long send(
      List<Correction> corrections, int epoch, CorrectiveEvent event, CorrectionTopic topic)
      throws SQLException, IOException, InterruptedException {
    List<List<String>> keys = corrections.stream().map(Correction::key).toList();
    LogPosition here = sides.database().logPosition();
    Thread.sleep(VISIBLE_AFTER_MILLIS);
    Map<List<String>, List<Value>> rows = inDatabase(keys);
    Map<List<String>, List<Value>> old = inFiles(keys);
    long sent = 0;
    for (Correction correction : corrections) {
      List<Value> row = rows.get(correction.key());
      List<Value> image = row == null ? old.get(correction.key()) : row;
      if (image == null) {
        // In neither by now.
        continue;
      }
      topic.put(
          event.fields(
              row == null ? Op.DELETE : Op.READ,
              here.after(epoch, correction.newest()),
              keyOf(image),
              image,
              System.currentTimeMillis()));
      sent++;
    }
    return sent;
  }

  private List<Value> keyOf(List<Value> image) {
    List<Value> key = new ArrayList<>();
    for (ComparedColumn column : sides.shape().key()) {
      image.stream()
          .filter(value -> value.column().equalsIgnoreCase(column.name()))
          .findFirst()
          .ifPresent(key::add);
    }
    return key;
  }

  private Map<List<String>, List<Value>> inDatabase(List<List<String>> keys)
      throws SQLException, InterruptedException {
    List<DatabaseColumn> columns =
        sides.shape().all().stream().filter(DatabaseColumn::isKnown).toList();
    List<String> texts = columns.stream().map(DatabaseColumn::text).toList();
    Map<List<String>, List<Value>> rows = new HashMap<>();
    for (List<String> row : sides.table().texts(keys, texts)) {
      List<Value> image = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        image.add(value(columns.get(i), row.get(keys.get(0).size() + i)));
      }
      rows.put(row.subList(0, keys.get(0).size()), image);
    }
    return rows;
  }

  private static Value value(DatabaseColumn column, String text) {
    if (text == null) {
      return new Value(column.name(), null, false);
    }
    return switch (column.json()) {
      case NUMBER -> new Value(column.name(), text, true);
      case STRING -> new Value(column.name(), text, false);
      case INSTANT -> new Value(column.name(), text + "Z", false);
      case BASE64 ->
          new Value(
              column.name(),
              Base64.getEncoder().encodeToString(HexFormat.of().parseHex(text)),
              false);
    };
  }

  private Map<List<String>, List<Value>> inFiles(List<List<String>> keys) throws SQLException {
    List<FileColumn> columns = sides.rebuilt().columns();
    List<String> texts = columns.stream().map(FileColumn::eventText).toList();
    Map<List<String>, List<Value>> rows = new HashMap<>();
    for (List<String> row : sides.rebuilt().texts(keys, texts, true)) {
      List<Value> image = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        FileColumn column = columns.get(i);
        image.add(new Value(column.name(), row.get(keys.get(0).size() + i), column.isNumber()));
      }
      rows.put(row.subList(0, keys.get(0).size()), image);
    }
    return rows;
  }
}
