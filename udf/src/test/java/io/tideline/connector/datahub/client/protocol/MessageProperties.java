package io.tideline.connector.datahub.client.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.datahub.client.model.protobuf.DatahubProtos;
import com.google.protobuf.ByteString;
import io.tideline.connector.datahub.client.Fetched;
import io.tideline.connector.datahub.client.OutgoingRecord;
import io.tideline.connector.datahub.client.Stamps;
import io.tideline.connector.datahub.client.TopicRecord;
import io.tideline.connector.datahub.client.TopicSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Our messages against the SDK's own classes for them. */
class MessageProperties {

  private static final TopicSchema SCHEMA =
      new TopicSchema(
          List.of(
              new TopicSchema.Column("text", TopicSchema.Type.STRING, true),
              new TopicSchema.Column("number", TopicSchema.Type.BIGINT, true),
              new TopicSchema.Column("amount", TopicSchema.Type.DECIMAL, true),
              new TopicSchema.Column("flag", TopicSchema.Type.BOOLEAN, true),
              new TopicSchema.Column("share", TopicSchema.Type.DOUBLE, true)));

  @Provide
  Arbitrary<List<Object[]>> records() {
    Arbitrary<Object> texts = Arbitraries.strings().ofMaxLength(300).asGeneric();
    return Combinators.combine(
            texts.injectNull(0.2),
            Arbitraries.longs()
                .edgeCases(edges -> edges.add(Long.MIN_VALUE))
                .asGeneric()
                .injectNull(0.2),
            Arbitraries.bigDecimals().ofScale(4).asGeneric().injectNull(0.2),
            Arbitraries.of(true, false).asGeneric().injectNull(0.2),
            Arbitraries.doubles().asGeneric().injectNull(0.2))
        .as((a, b, c, d, e) -> new Object[] {a, b, c, d, e})
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<Map<String, String>> attributes() {
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(40);
    return Arbitraries.maps(texts, texts).ofMaxSize(4);
  }

  @Property(tries = 200)
  void theSdkReadsARequestAsItWasMeant(
      @ForAll("records") List<Object[]> records,
      @ForAll("attributes") Map<String, String> attributes,
      @ForAll long run,
      @ForAll @LongRange(max = Long.MAX_VALUE - 20) long seq)
      throws Exception {
    DatahubProtos.PutRecordsRequest read =
        DatahubProtos.PutRecordsRequest.parseFrom(
            message(records, attributes, new Stamps(run, seq)));

    assertThat(read.getRecordsCount()).isEqualTo(records.size());
    for (int i = 0; i < records.size(); i++) {
      DatahubProtos.RecordEntry entry = read.getRecords(i);
      Map<String, String> stamped = new HashMap<>(attributes);
      stamped.put("run", Long.toString(run));
      stamped.put("seq", Long.toString(seq + i));
      assertThat(entry.getAttributes().getAttributesList())
          .extracting(pair -> Map.entry(pair.getKey(), pair.getValue()))
          .containsExactlyInAnyOrderElementsOf(stamped.entrySet());
      for (int column = 0; column < records.get(i).length; column++) {
        DatahubProtos.FieldData data = entry.getData().getData(column);
        Object value = records.get(i)[column];
        assertThat(data.hasValue()).isEqualTo(value != null);
        assertThat(data.getValue().toByteArray())
            .isEqualTo(value == null ? new byte[0] : text(value));
      }
    }
  }

  @Property(tries = 200)
  void whatTheSdkWouldAnswerIsReadAsItWas(
      @ForAll("records") List<Object[]> records,
      @ForAll("attributes") Map<String, String> attributes,
      @ForAll long sequence)
      throws Exception {
    DatahubProtos.PutRecordsRequest put =
        DatahubProtos.PutRecordsRequest.parseFrom(message(records, attributes, null));
    DatahubProtos.GetRecordsResponse.Builder answer =
        DatahubProtos.GetRecordsResponse.newBuilder()
            .setNextCursor("next")
            .setRecordCount(records.size())
            .setStartSequence(0)
            .setLatestSequence(sequence)
            .setLatestTime(7);
    for (DatahubProtos.RecordEntry entry : put.getRecordsList()) {
      answer.addRecords(
          entry.toBuilder().setCursor("c").setSequence(sequence).setSystemTime(8).build());
    }

    Fetched fetched = GetResponse.read("3", SCHEMA, frame(answer.build().toByteArray()));

    assertThat(fetched.nextCursor()).isEqualTo("next");
    assertThat(fetched.latestSequence()).isEqualTo(sequence);
    assertThat(fetched.records()).hasSameSizeAs(records);
    for (int i = 0; i < records.size(); i++) {
      TopicRecord record = fetched.records().get(i);
      assertThat(record.sequence()).isEqualTo(sequence);
      assertThat(record.systemTime()).isEqualTo(8);
      assertThat(record.attributes()).isEqualTo(attributes);
      attributes.forEach((name, value) -> assertThat(record.attribute(name)).isEqualTo(value));
      assertThat(record.attribute("no such")).isNull();
      for (int column = 0; column < records.get(i).length; column++) {
        Object value = records.get(i)[column];
        // Text that is no valid UTF-16 travels as question marks, as with the SDK.
        assertThat(record.field(column))
            .isEqualTo(
                value instanceof String ? new String(text(value), StandardCharsets.UTF_8) : value);
      }
    }
  }

  @Property(tries = 200)
  void aDamagedAnswerIsRefused(@ForAll("records") List<Object[]> records, @ForAll int place)
      throws Exception {
    byte[] frame = toArray(PutRequest.frame(outgoing(records, Map.of()), null));
    frame[12 + Math.floorMod(place, frame.length - 12)] ^= 0x10;

    assertThatThrownBy(() -> GetResponse.read("0", SCHEMA, frame)).isInstanceOf(IOException.class);
  }

  @Property(tries = 200)
  void whatIsCompressedComesBack(@ForAll Compression compression, @ForAll byte[] bytes)
      throws Exception {
    byte[] sent = toArray(compression.compress(ByteBuffer.wrap(bytes)));

    assertThat(compression.decompress(sent, Integer.toString(bytes.length))).isEqualTo(bytes);
  }

  @Property(tries = 200)
  void aRecordIsReadBackBeforeItIsPut(
      @ForAll("records") List<Object[]> records,
      @ForAll("attributes") Map<String, String> attributes)
      throws Exception {
    List<OutgoingRecord> outgoing = outgoing(records, attributes);
    for (int i = 0; i < records.size(); i++) {
      TopicRecord record = WireRecord.read("3", SCHEMA, outgoing.get(i));
      assertThat(record.attributes()).isEqualTo(attributes);
      for (int column = 0; column < records.get(i).length; column++) {
        Object value = records.get(i)[column];
        assertThat(record.field(column))
            .isEqualTo(
                value instanceof String ? new String(text(value), StandardCharsets.UTF_8) : value);
      }
    }
  }

  private static ByteString message(
      List<Object[]> records, Map<String, String> attributes, Stamps stamps) throws IOException {
    byte[] frame = toArray(PutRequest.frame(outgoing(records, attributes), stamps));
    WireReader in = WireReader.unframe(frame);
    return ByteString.copyFrom(frame, in.position(), in.end() - in.position());
  }

  private static List<OutgoingRecord> outgoing(
      List<Object[]> records, Map<String, String> attributes) {
    WireRecordWriter out = new WireRecordWriter();
    List<OutgoingRecord> outgoing = new ArrayList<>();
    for (Object[] values : records) {
      // What is discarded leaves no trace.
      out.attribute(text("discarded"), text("attribute"));
      out.text("discarded");
      out.discard();
      attributes.forEach((name, value) -> out.attribute(text(name), text(value)));
      for (Object value : values) {
        write(value, out);
      }
      outgoing.add(out.finish());
    }
    return outgoing;
  }

  private static void write(Object value, WireRecordWriter out) {
    if (value == null) {
      out.absent();
    } else if (value instanceof Long) {
      out.number((Long) value);
    } else if (value instanceof String) {
      byte[] padded = text("<" + value + ">");
      out.bytes(padded, 1, padded.length - 2);
    } else {
      out.text(new String(text(value), StandardCharsets.US_ASCII));
    }
  }

  private static byte[] text(Object value) {
    String text = value instanceof BigDecimal ? ((BigDecimal) value).toPlainString() : "" + value;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] frame(byte[] message) {
    // Without a checksum, as a sender may.
    return ByteBuffer.allocate(12 + message.length)
        .put("DHUB".getBytes(StandardCharsets.US_ASCII))
        .putInt(0)
        .putInt(message.length)
        .put(message)
        .array();
  }

  private static byte[] toArray(ByteBuffer bytes) {
    return Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
  }
}
