package io.tideline.connector.datahub.client;

import com.aliyun.datahub.client.model.BlobRecordData;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.TupleRecordData;
import java.util.Map;

/** A record of the SDK behind our face. */
final class SdkRecord implements TopicRecord {
  private final String shardId;
  private final RecordEntry entry;

  SdkRecord(String shardId, RecordEntry entry) {
    this.shardId = shardId;
    this.entry = entry;
  }

  @Override
  public String shardId() {
    return shardId;
  }

  @Override
  public long sequence() {
    return entry.getSequence();
  }

  @Override
  public long systemTime() {
    return entry.getSystemTime();
  }

  @Override
  public Map<String, String> attributes() {
    Map<String, String> attributes = entry.getAttributes();
    return attributes == null ? Map.of() : attributes;
  }

  @Override
  public int fieldCount() {
    return blob() == null ? tuple().getRecordSchema().getFields().size() : 0;
  }

  @Override
  public Object field(int index) {
    return tuple().getField(index);
  }

  @Override
  public byte[] blob() {
    return entry.getRecordData() instanceof BlobRecordData
        ? ((BlobRecordData) entry.getRecordData()).getData()
        : null;
  }

  private TupleRecordData tuple() {
    return (TupleRecordData) entry.getRecordData();
  }
}
