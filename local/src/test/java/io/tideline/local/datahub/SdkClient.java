package io.tideline.local.datahub;

import com.aliyun.datahub.client.DatahubClient;
import com.aliyun.datahub.client.DatahubClientBuilder;
import com.aliyun.datahub.client.auth.AliyunAccount;
import com.aliyun.datahub.client.common.DatahubConfig;
import com.aliyun.datahub.client.http.HttpConfig;
import com.aliyun.datahub.client.model.CompressType;
import com.aliyun.datahub.client.model.Field;
import com.aliyun.datahub.client.model.FieldType;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordSchema;
import com.aliyun.datahub.client.model.TupleRecordData;
import java.util.ArrayList;
import java.util.List;

/** The official SDK, set up as the tests need it, and records for it. */
final class SdkClient {
  static final String ACCESS_ID = "test-id";
  static final String ACCESS_KEY = "test-key";
  static final String PROJECT = "tideline";

  private SdkClient() {}

  static DatahubClient of(LocalDatahub server) {
    return of(server.endpoint(), CompressType.NONE, true);
  }

  /**
   * @param protobuf false for JSON
   */
  static DatahubClient of(String endpoint, CompressType compression, boolean protobuf) {
    return with(endpoint, ACCESS_ID, ACCESS_KEY, compression, protobuf);
  }

  static DatahubClient with(
      String endpoint, String id, String key, CompressType compression, boolean protobuf) {
    return DatahubClientBuilder.newBuilder()
        .setDatahubConfig(new DatahubConfig(endpoint, new AliyunAccount(id, key), protobuf))
        .setHttpConfig(
            new HttpConfig()
                .setMaxRetryCount(1)
                .setReadTimeout(20_000)
                .setCompressType(compression))
        .build();
  }

  static RecordSchema schema() {
    RecordSchema schema = new RecordSchema();
    schema.addField(new Field("id", FieldType.BIGINT, false));
    schema.addField(new Field("text", FieldType.STRING, true));
    return schema;
  }

  static RecordEntry record(long id, String text) {
    TupleRecordData data = new TupleRecordData(schema());
    data.setField("id", id);
    data.setField("text", text);
    RecordEntry entry = new RecordEntry();
    entry.setRecordData(data);
    return entry;
  }

  /** Records with ids {@code from} until {@code to}. */
  static List<RecordEntry> records(long from, long to) {
    List<RecordEntry> records = new ArrayList<>();
    for (long id = from; id < to; id++) {
      records.add(record(id, "row " + id));
    }
    return records;
  }

  static long id(RecordEntry entry) {
    return (Long) ((TupleRecordData) entry.getRecordData()).getField("id");
  }
}
