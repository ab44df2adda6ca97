package io.tideline.connector.files.manifest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The rows of a file by the hour of their event time. Those without one are in no hour. */
public final class RowHours {

  private final TreeMap<Long, HourRows> hours = new TreeMap<>();

  /** Rows come mostly of the same hour as the one before. */
  private HourRows current;

  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  /**
   * @param eventTime milliseconds since the epoch
   */
  public void add(long eventTime) {
    if (eventTime < from || eventTime >= to) {
      long hour = HourRows.hourOf(eventTime);
      current = hours.computeIfAbsent(hour, HourRows::new);
      from = hour * HourRows.HOUR;
      to = from + HourRows.HOUR;
    }
    current.add(eventTime);
  }

  /** Whether there is a row of an hour before this one. */
  public boolean hasBefore(long hour) {
    return !hours.isEmpty() && hours.firstKey() < hour;
  }

  public List<HourRows> list() {
    return new ArrayList<>(hours.values());
  }

  public void write(DataOutputView out) throws IOException {
    out.writeInt(hours.size());
    for (HourRows hour : hours.values()) {
      out.writeLong(hour.hour());
      out.writeLong(hour.rows());
      out.writeLong(hour.first());
      out.writeLong(hour.last());
    }
  }

  public static RowHours read(DataInputView in) throws IOException {
    RowHours hours = new RowHours();
    for (int count = in.readInt(); count > 0; count--) {
      long hour = in.readLong();
      hours.hours.put(hour, new HourRows(hour, in.readLong(), in.readLong(), in.readLong()));
    }
    return hours;
  }

  /** As they are now. */
  public RowHours copy() {
    RowHours copy = new RowHours();
    hours.forEach(
        (hour, rows) ->
            copy.hours.put(hour, new HourRows(hour, rows.rows(), rows.first(), rows.last())));
    return copy;
  }
}
