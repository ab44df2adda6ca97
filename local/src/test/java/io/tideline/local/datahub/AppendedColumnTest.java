package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.PROJECT;
import static io.tideline.local.datahub.SdkClient.records;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.datahub.client.model.Field;
import com.aliyun.datahub.client.model.FieldType;
import com.aliyun.datahub.client.model.RecordSchema;
import com.aliyun.datahub.client.model.TupleRecordData;
import org.junit.jupiter.api.Test;

/** What the connector's docs say of columns that a topic gains. */
class AppendedColumnTest extends DatahubTestBase {

  @Test
  void aRecordFromBeforeTheColumnHasNoValueThere() {
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(7, 8));
    client.appendField(PROJECT, TOPIC, new Field("more", FieldType.STRING));
    RecordSchema longer = client.getTopic(PROJECT, TOPIC).getRecordSchema();

    assertThat(readAll(client, TOPIC, "0", longer))
        .singleElement()
        .satisfies(
            record -> {
              TupleRecordData data = (TupleRecordData) record.getRecordData();
              assertThat(data.getField("text")).isEqualTo("row 7");
              assertThat(data.getField("more")).isNull();
            });
  }
}
