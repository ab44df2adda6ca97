package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.PROJECT;
import static io.tideline.local.datahub.SdkClient.record;
import static io.tideline.local.datahub.SdkClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.aliyun.datahub.client.DatahubClient;
import com.aliyun.datahub.client.exception.InvalidParameterException;
import com.aliyun.datahub.client.exception.MalformedRecordException;
import com.aliyun.datahub.client.exception.SeekOutOfRangeException;
import com.aliyun.datahub.client.exception.ShardNotFoundException;
import com.aliyun.datahub.client.model.BlobRecordData;
import com.aliyun.datahub.client.model.CompressType;
import com.aliyun.datahub.client.model.CursorType;
import com.aliyun.datahub.client.model.Field;
import com.aliyun.datahub.client.model.FieldType;
import com.aliyun.datahub.client.model.GetCursorResult;
import com.aliyun.datahub.client.model.GetRecordsResult;
import com.aliyun.datahub.client.model.PutErrorEntry;
import com.aliyun.datahub.client.model.PutRecordsResult;
import com.aliyun.datahub.client.model.RecordEntry;
import com.aliyun.datahub.client.model.RecordSchema;
import com.aliyun.datahub.client.model.RecordType;
import com.aliyun.datahub.client.model.TupleRecordData;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecordsTest extends DatahubTestBase {

  @Test
  void recordsComeBackInOrderWithTheirSequencesAndTimes() {
    long before = System.currentTimeMillis();
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 1500));
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(1500, 2500));

    List<RecordEntry> read = readAll("0");
    assertThat(read).hasSize(2500);
    for (int i = 0; i < read.size(); i++) {
      assertThat(SdkClient.id(read.get(i))).isEqualTo(i);
      assertThat(read.get(i).getSequence()).isEqualTo(i);
      assertThat(read.get(i).getShardId()).isEqualTo("0");
      assertThat(read.get(i).getSystemTime()).isBetween(before, System.currentTimeMillis());
    }
    assertThat(read.get(0).getNextCursor()).isEqualTo(read.get(1).getCursor());
    assertThat(readAll("1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"NONE,true", "LZ4,true", "DEFLATE,true", "NONE,false", "LZ4,false", "DEFLATE,false"})
  void everyTypeAndAttributeSurvivesEveryProtocolAndCompression(
      CompressType compression, boolean protobuf) {
    RecordSchema schema = new RecordSchema();
    for (FieldType type : FieldType.values()) {
      schema.addField(new Field("c_" + type.name().toLowerCase(), type));
    }
    client.createTopic(PROJECT, "types", 1, 1, RecordType.TUPLE, schema, "");
    DatahubClient other = SdkClient.of(server.endpoint(), compression, protobuf);
    TupleRecordData full = new TupleRecordData(schema);
    full.setField("c_bigint", Long.MIN_VALUE);
    full.setField("c_double", 1.5e300);
    full.setField("c_boolean", true);
    full.setField("c_timestamp", 1_763_900_000_123_456L);
    full.setField("c_string", "数据 😀 \"quoted\"\n");
    full.setField("c_decimal", new BigDecimal("-12345678901234567890.1200"));
    full.setField("c_integer", -7);
    full.setField("c_float", 0.1f);
    full.setField("c_tinyint", (byte) -128);
    full.setField("c_smallint", (short) 32767);
    RecordEntry first = new RecordEntry();
    first.setRecordData(full);
    first.addAttribute("run", "42");
    first.addAttribute("名", "值");
    RecordEntry second = new RecordEntry();
    second.setRecordData(new TupleRecordData(schema));

    PutRecordsResult put = other.putRecords(PROJECT, "types", List.of(first, second));

    assertThat(put.getFailedRecordCount()).isZero();
    List<RecordEntry> read = readAll(other, "types", "0", schema);
    assertThat(read).hasSize(2);
    TupleRecordData back = (TupleRecordData) read.get(0).getRecordData();
    TupleRecordData empty = (TupleRecordData) read.get(1).getRecordData();
    for (int i = 0; i < schema.getFields().size(); i++) {
      assertThat(back.getField(i)).isEqualTo(full.getField(i));
      assertThat(empty.getField(i)).isNull();
    }
    assertThat(read.get(0).getAttributes()).containsEntry("run", "42").containsEntry("名", "值");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void blobsComeBackByteForByte(boolean protobuf) {
    client.createTopic(PROJECT, "blobs", 1, 1, RecordType.BLOB, "");
    DatahubClient other = SdkClient.of(server.endpoint(), CompressType.LZ4, protobuf);
    byte[] bytes = new byte[256];
    IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);
    RecordEntry entry = new RecordEntry();
    entry.setRecordData(new BlobRecordData(bytes));

    other.putRecords(PROJECT, "blobs", List.of(entry));

    RecordEntry read = readAll(other, "blobs", "0", null).get(0);
    assertThat(((BlobRecordData) read.getRecordData()).getData()).isEqualTo(bytes);
  }

  @Test
  void aRecordIsServedAlikeInBothProtocols() {
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 10));

    DatahubClient json = SdkClient.of(server.endpoint(), CompressType.NONE, false);

    assertThat(readAll(json, TOPIC, "0", SdkClient.schema()))
        .extracting(SdkClient::id, RecordEntry::getSequence, RecordEntry::getCursor)
        .isEqualTo(
            readAll("0").stream()
                .map(each -> tuple(SdkClient.id(each), each.getSequence(), each.getCursor()))
                .toList());
  }

  @Test
  void recordsWithoutAShardGoWhereTheirKeySays() {
    RecordEntry named = record(1, "named");
    named.setShardId("1");
    RecordEntry low = record(2, "low");
    low.setHashKey("0".repeat(32));
    RecordEntry high = record(3, "high");
    high.setHashKey("F".repeat(32));
    RecordEntry wrong = record(4, "wrong");
    wrong.setShardId("9");

    PutRecordsResult result = client.putRecords(PROJECT, TOPIC, List.of(named, low, high, wrong));

    assertThat(readAll("0")).extracting(SdkClient::id).containsExactly(2L);
    assertThat(readAll("1")).extracting(SdkClient::id).containsExactly(1L, 3L);
    assertThat(result.getFailedRecordCount()).isOne();
    assertThat(result.getPutErrorEntries().get(0).getIndex()).isEqualTo(3);
    assertThat(result.getPutErrorEntries().get(0).getErrorcode()).isEqualTo("NoSuchShard");
  }

  @Test
  void onePartitionKeyStaysInOneShard() {
    List<RecordEntry> entries = records(0, 50);
    entries.forEach(entry -> entry.setPartitionKey("customer 7"));

    client.putRecords(PROJECT, TOPIC, entries);

    assertThat(List.of(readAll("0").size(), readAll("1").size())).containsExactlyInAnyOrder(0, 50);
  }

  @Test
  void cursorsPointAtOldestLatestSequenceAndTime() {
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 3));
    long firstTime = readAll("0").get(0).getSystemTime();

    assertThat(sequenceAt(cursor("0", CursorType.OLDEST))).isZero();
    assertThat(sequenceAt(cursor("0", CursorType.LATEST))).isEqualTo(2);
    GetCursorResult latest = client.getCursor(PROJECT, TOPIC, "0", CursorType.LATEST);
    assertThat(latest.getSequence()).isEqualTo(2);
    assertThat(latest.getTimestamp()).isGreaterThanOrEqualTo(firstTime);
    assertThat(sequenceAt(seek(CursorType.SEQUENCE, 1))).isEqualTo(1);
    assertThat(sequenceAt(seek(CursorType.SYSTEM_TIME, firstTime))).isZero();
    assertThat(sequenceAt(seek(CursorType.SYSTEM_TIME, 1))).isZero();
    assertThat(get(seek(CursorType.SEQUENCE, 3)).getRecordCount()).isZero();
    assertThatThrownBy(() -> seek(CursorType.SEQUENCE, 4))
        .isInstanceOf(SeekOutOfRangeException.class);
    assertThatThrownBy(() -> seek(CursorType.SEQUENCE, -1))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> seek(CursorType.SYSTEM_TIME, System.currentTimeMillis() + 60_000))
        .isInstanceOf(SeekOutOfRangeException.class);
  }

  @Test
  void aReadStopsAtItsLimitAndNamesTheNewestRecord() {
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 100));

    GetRecordsResult result = get(cursor("0", CursorType.OLDEST));

    assertThat(result.getRecordCount()).isEqualTo(10);
    assertThat(result.getStartSequence()).isZero();
    assertThat(result.getLatestSequence()).isEqualTo(99);
    assertThat(sequenceAt(result.getNextCursor())).isEqualTo(10);
  }

  @Test
  void anEmptyShardIsReadWithoutAnError() {
    GetCursorResult latest = client.getCursor(PROJECT, TOPIC, "0", CursorType.LATEST);

    assertThat(latest.getSequence()).isEqualTo(-1);
    assertThat(get(latest.getCursor()).getRecordCount()).isZero();
    assertThat(get(latest.getCursor()).getLatestSequence()).isEqualTo(-1);
    client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 1));
    assertThat(get(latest.getCursor()).getRecordCount()).isOne();
  }

  @Test
  void aCursorOfAnotherShardIsRefused() {
    assertThatThrownBy(
            () ->
                client.getRecords(
                    PROJECT, TOPIC, "1", SdkClient.schema(), cursor("0", CursorType.OLDEST), 1))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("InvalidCursor");
    assertThatThrownBy(() -> get("no cursor"))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("InvalidCursor");
  }

  @ParameterizedTest
  @EnumSource(CompressType.class)
  void largeRecordsComeBackWhole(CompressType compression) {
    DatahubClient other = SdkClient.of(server.endpoint(), compression, true);
    List<RecordEntry> entries = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      entries.add(record(i, Character.toString('a' + i).repeat(1_200_000)));
    }

    other.putRecordsByShard(PROJECT, TOPIC, "0", entries);

    List<RecordEntry> read = readAll(other, TOPIC, "0", SdkClient.schema());
    assertThat(read).hasSize(3);
    for (int i = 0; i < 3; i++) {
      TupleRecordData expected = (TupleRecordData) entries.get(i).getRecordData();
      TupleRecordData actual = (TupleRecordData) read.get(i).getRecordData();
      assertThat(actual.getField("text").equals(expected.getField("text"))).isTrue();
    }
  }

  @Test
  void aRequestOverTheLimitsIsRefusedWhole() {
    assertThatThrownBy(() -> client.putRecordsByShard(PROJECT, TOPIC, "0", records(0, 10_001)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("10000");
    List<RecordEntry> large = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      large.add(record(i, "x".repeat(1_000_000)));
    }
    assertThatThrownBy(() -> client.putRecordsByShard(PROJECT, TOPIC, "0", large))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("4194304");
    assertThat(readAll("0")).isEmpty();
  }

  @Test
  void aRecordThatDoesNotFitItsTopicIsMalformed() {
    RecordSchema other = new RecordSchema();
    other.addField(new Field("id", FieldType.BIGINT));
    other.addField(new Field("text", FieldType.STRING));
    other.addField(new Field("more", FieldType.STRING));
    TupleRecordData tooMany = new TupleRecordData(other);
    tooMany.setField("id", 1L);
    assertMalformed(tooMany, "3 values for 2 columns");

    RecordSchema nullable = new RecordSchema();
    nullable.addField(new Field("id", FieldType.BIGINT));
    nullable.addField(new Field("text", FieldType.STRING));
    assertMalformed(new TupleRecordData(nullable), "'id' must not be null");

    RecordEntry tooLong = record(1, "x".repeat(2 * 1024 * 1024 + 1));
    assertMalformed((TupleRecordData) tooLong.getRecordData(), "over the limit");
    assertThat(readAll("0")).isEmpty();
  }

  private void assertMalformed(TupleRecordData data, String message) {
    RecordEntry bad = new RecordEntry();
    bad.setRecordData(data);
    assertThatThrownBy(
            () -> client.putRecordsByShard(PROJECT, TOPIC, "0", List.of(record(1, "ok"), bad)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("Record 1")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aValueThatIsNotOfItsColumnsTypeIsMalformed(boolean protobuf) {
    RecordSchema texts = new RecordSchema();
    texts.addField(new Field("id", FieldType.STRING));
    texts.addField(new Field("text", FieldType.STRING));
    TupleRecordData data = new TupleRecordData(texts);
    data.setField("id", "seven");
    RecordEntry bad = new RecordEntry();
    bad.setRecordData(data);
    bad.setShardId("0");
    RecordEntry good = record(1, "ok");
    good.setShardId("0");

    PutRecordsResult result =
        SdkClient.of(server.endpoint(), CompressType.NONE, protobuf)
            .putRecords(PROJECT, TOPIC, List.of(bad, good));

    assertThat(result.getPutErrorEntries())
        .extracting(PutErrorEntry::getIndex, PutErrorEntry::getErrorcode)
        .containsExactly(tuple(0, "MalformedRecord"));
    assertThat(result.getPutErrorEntries().get(0).getMessage()).contains("'id'").contains("BIGINT");
    assertThat(readAll("0")).extracting(SdkClient::id).containsExactly(1L);
  }

  @Test
  void aShardThatIsNoNumberIsInvalid() {
    RecordEntry entry = record(1, "x");
    entry.setShardId("AAA");

    assertThat(client.putRecords(PROJECT, TOPIC, List.of(entry)).getPutErrorEntries())
        .extracting(PutErrorEntry::getErrorcode)
        .containsExactly("InvalidShardId");
  }

  @Test
  void anUnknownShardIsNamed() {
    assertThatThrownBy(() -> client.putRecordsByShard(PROJECT, TOPIC, "7", records(0, 1)))
        .isInstanceOf(ShardNotFoundException.class)
        .hasMessageContaining("'7'");
    assertThatThrownBy(() -> cursor("7", CursorType.OLDEST))
        .isInstanceOf(ShardNotFoundException.class);
  }

  private String seek(CursorType type, long parameter) {
    return client.getCursor(PROJECT, TOPIC, "0", type, parameter).getCursor();
  }

  private GetRecordsResult get(String cursor) {
    return client.getRecords(PROJECT, TOPIC, "0", SdkClient.schema(), cursor, 10);
  }

  private long sequenceAt(String cursor) {
    return get(cursor).getRecords().get(0).getSequence();
  }
}
