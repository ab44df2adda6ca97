package io.tideline.runner.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.junit.jupiter.api.Test;

class TopicTableTest {

  @Test
  void aColumnThatIsNotNullIsSoInTheTopicToo() {
    ResolvedSchema schema =
        ResolvedSchema.of(
            Column.physical("id", DataTypes.BIGINT().notNull()),
            Column.physical("note", DataTypes.STRING()),
            Column.metadata("sequence", DataTypes.STRING(), null, true));

    assertThat(TopicTable.of(Map.of(), schema).columns())
        .containsExactly("id:BIGINT:NOTNULL", "note:STRING");
  }
}
