package io.tideline.connector.oceanbase.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.NullEventDataDeserializer;
import org.junit.jupiter.api.Test;

class RowEventDeserializerTest {

  @Test
  void whatIsSetOnItIsSetOnUpstreams() {
    EventDeserializer upstream = new EventDeserializer();
    RowEventDeserializer rows = new RowEventDeserializer(upstream);
    NullEventDataDeserializer ignored = new NullEventDataDeserializer();
    rows.setEventDataDeserializer(EventType.XID, ignored);
    assertThat(upstream.getEventDataDeserializer(EventType.XID)).isSameAs(ignored);
    assertThat(rows.getEventDataDeserializer(EventType.XID)).isSameAs(ignored);
    assertThat(rows.getEventDataDeserializer(EventType.EXT_UPDATE_ROWS))
        .isSameAs(upstream.getEventDataDeserializer(EventType.EXT_UPDATE_ROWS));
  }
}
