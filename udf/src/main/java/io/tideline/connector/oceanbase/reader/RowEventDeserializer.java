package io.tideline.connector.oceanbase.reader;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeader;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ChecksumType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.debezium.connector.mysql.RowDeserializers;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * Upstream's deserializer, but for TIME columns: it reads a negative one with no fraction of a
 * second as another value.
 */
final class RowEventDeserializer extends EventDeserializer {

  private final EventDeserializer upstream;
  private final Map<Long, TableMapEventData> tables = new HashMap<>();

  RowEventDeserializer(EventDeserializer upstream) {
    this.upstream = upstream;
    upstream.setEventDataDeserializer(EventType.WRITE_ROWS, new Inserts(tables));
    upstream.setEventDataDeserializer(EventType.UPDATE_ROWS, new Updates(tables));
    upstream.setEventDataDeserializer(EventType.DELETE_ROWS, new Deletes(tables));
    upstream.setEventDataDeserializer(
        EventType.EXT_WRITE_ROWS, new Inserts(tables).setMayContainExtraInformation(true));
    upstream.setEventDataDeserializer(
        EventType.EXT_UPDATE_ROWS, new Updates(tables).setMayContainExtraInformation(true));
    upstream.setEventDataDeserializer(
        EventType.EXT_DELETE_ROWS, new Deletes(tables).setMayContainExtraInformation(true));
  }

  /** Rows are of a table that an event before them tells about. */
  @Override
  public Event nextEvent(ByteArrayInputStream in) throws IOException {
    Event event = upstream.nextEvent(in);
    if (event == null) {
      return null;
    }
    EventHeader header = event.getHeader();
    if (header.getEventType() == EventType.TABLE_MAP) {
      TableMapEventData table = event.getData();
      tables.put(table.getTableId(), table);
    } else if (header.getEventType() == EventType.ROTATE && header.getTimestamp() != 0) {
      // Each file tells of its tables anew.
      tables.clear();
    }
    return event;
  }

  /** The constructor of the class above asks it, too. */
  @Override
  public EventDataDeserializer<?> getEventDataDeserializer(EventType type) {
    return upstream == null
        ? super.getEventDataDeserializer(type)
        : upstream.getEventDataDeserializer(type);
  }

  @Override
  public void setEventDataDeserializer(EventType type, EventDataDeserializer deserializer) {
    upstream.setEventDataDeserializer(type, deserializer);
  }

  @Override
  public void setChecksumType(ChecksumType type) {
    upstream.setChecksumType(type);
  }

  @Override
  public void setCompatibilityMode(CompatibilityMode first, CompatibilityMode... rest) {
    upstream.setCompatibilityMode(first, rest);
  }

  private static Serializable time(int digits, ByteArrayInputStream in) throws IOException {
    return TimeSpan.of(in.read(TimeSpan.length(digits)));
  }

  private static final class Inserts extends RowDeserializers.WriteRowsDeserializer {
    Inserts(Map<Long, TableMapEventData> tables) {
      super(tables);
    }

    @Override
    protected Serializable deserializeTimeV2(int digits, ByteArrayInputStream in)
        throws IOException {
      return time(digits, in);
    }
  }

  private static final class Updates extends RowDeserializers.UpdateRowsDeserializer {
    Updates(Map<Long, TableMapEventData> tables) {
      super(tables);
    }

    @Override
    protected Serializable deserializeTimeV2(int digits, ByteArrayInputStream in)
        throws IOException {
      return time(digits, in);
    }
  }

  private static final class Deletes extends RowDeserializers.DeleteRowsDeserializer {
    Deletes(Map<Long, TableMapEventData> tables) {
      super(tables);
    }

    @Override
    protected Serializable deserializeTimeV2(int digits, ByteArrayInputStream in)
        throws IOException {
      return time(digits, in);
    }
  }
}
