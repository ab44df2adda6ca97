package io.tideline.local.datahub.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.local.datahub.protocol.RecordBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardLogTest {
  private static final int SEGMENT_BYTES = 2000;

  @TempDir Path directory;

  @Test
  void recordsAreReadFromAnySequenceOverAllSegments() throws IOException {
    try (ShardLog log = open()) {
      append(log, 0, 100, 1000);

      assertThat(segments().size()).isGreaterThan(4);
      for (int from = 0; from <= 1000; from += 37) {
        assertThat(readFrom(log, from)).isEqualTo(texts(from, 1000));
      }
      assertThat(readFrom(log, 1000)).isEmpty();
    }
  }

  @Test
  void aLogIsTheSameAfterItIsOpenedAgain() throws IOException {
    try (ShardLog log = open()) {
      append(log, 0, 70, 700);
    }
    try (ShardLog log = open()) {
      assertThat(log.nextSequence()).isEqualTo(700);
      assertThat(readFrom(log, 0)).isEqualTo(texts(0, 700));
      append(log, 700, 10, 710);
      assertThat(readFrom(log, 650)).isEqualTo(texts(650, 710));
    }
  }

  @Test
  void aTornTailIsCutAtAnyByteAndTheRestKept() throws IOException {
    try (ShardLog log = open()) {
      append(log, 0, 10, 20);
    }
    Path file = segments().get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int length = whole.length - 1; length >= whole.length / 2; length -= 5) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (ShardLog log = open()) {
        assertThat(log.nextSequence()).isEqualTo(10);
        assertThat(readFrom(log, 0)).isEqualTo(texts(0, 10));
      }
      assertThat(Files.size(file)).isEqualTo(whole.length / 2);
    }
  }

  @Test
  void bytesThatWereNeverAWholeBatchAreCut() throws IOException {
    try (ShardLog log = open()) {
      append(log, 0, 10, 10);
    }
    Files.write(segments().get(0), new byte[5000], StandardOpenOption.APPEND);
    try (ShardLog log = open()) {
      append(log, 10, 5, 15);
      assertThat(readFrom(log, 0)).isEqualTo(texts(0, 15));
    }
  }

  @Test
  void damageBeforeTheNewestSegmentIsNotPassedOver() throws IOException {
    try (ShardLog log = open()) {
      append(log, 0, 100, 500);
    }
    Path first = segments().get(0);
    byte[] bytes = Files.readAllBytes(first);
    Files.write(first, Arrays.copyOf(bytes, bytes.length - 1));

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(first.toString())
        .hasMessageContaining("damaged");
  }

  @Test
  void damageInTheMiddleOfTheNewestSegmentIsNotTakenForATornTail() throws IOException {
    try (ShardLog log = ShardLog.open(directory, false)) {
      append(log, 0, 10, 50);
    }
    Path file = segments().get(0);
    byte[] whole = Files.readAllBytes(file);
    int batch = whole.length / 5;
    // In the first batch, in the middle one, in a header, in the last but one.
    for (int at : new int[] {60, 2 * batch + 100, 3 * batch + 2, 4 * batch - 1}) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);

      assertThatThrownBy(() -> ShardLog.open(directory, false))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file + " is damaged at byte " + at / batch * batch)
          .hasMessageContaining("sequence " + at / batch * 10 + " cannot be read");
      assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    }
  }

  @Test
  void aTornWriteOfSeveralBatchesIsCutAtItsLastWholeBatch() throws IOException {
    byte[] large = new byte[20_000];
    try (ShardLog log = ShardLog.open(directory, false)) {
      RecordBatch records = new RecordBatch(64);
      for (int i = 0; i < 8; i++) {
        records.add(large, 0, large.length);
      }
      log.append(records);
    }
    Path file = segments().get(0);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 30_000));

    try (ShardLog log = ShardLog.open(directory, false)) {
      assertThat(log.nextSequence()).isEqualTo(6);
      assertThat(log.read(0, 10, Integer.MAX_VALUE, collect(new ArrayList<>()))).isEqualTo(6);
    }
  }

  @Test
  void aFlippedBitIsNeverServed() throws IOException {
    try (ShardLog log = open()) {
      append(log, 0, 10, 10);
      byte[] bytes = Files.readAllBytes(segments().get(0));
      bytes[bytes.length - 3] ^= 1;
      Files.write(segments().get(0), bytes);

      assertThatThrownBy(() -> readFrom(log, 0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void expiredSegmentsGoAndSequencesGoOn() throws IOException {
    try (ShardLog log = open()) {
      append(log, 0, 100, 500);

      log.expireBefore(System.currentTimeMillis() + 1000);

      assertThat(log.oldestSequence()).isEqualTo(500);
      assertThat(log.bytes()).isZero();
      append(log, 500, 10, 510);
      assertThat(readFrom(log, 500)).isEqualTo(texts(500, 510));
    }
    try (ShardLog log = open()) {
      assertThat(log.oldestSequence()).isEqualTo(500);
      assertThat(log.nextSequence()).isEqualTo(510);
    }
  }

  @Test
  void limitsHoldButOneRecordIsAlwaysGiven() throws IOException {
    try (ShardLog log = open()) {
      append(log, 0, 50, 50);

      List<String> read = new ArrayList<>();
      assertThat(log.read(5, 7, Integer.MAX_VALUE, collect(read))).isEqualTo(7);
      assertThat(read).isEqualTo(texts(5, 12));
      assertThat(log.read(5, 50, 1, collect(new ArrayList<>()))).isOne();
    }
  }

  @Test
  void aTimeFindsTheFirstRecordNotBeforeIt() throws IOException {
    try (ShardLog log = open()) {
      append(log, 0, 100, 500);
      long time = log.timeOf(250);

      long found = log.sequenceAt(time);

      assertThat(log.timeOf(found)).isEqualTo(time);
      assertThat(found == 0 || log.timeOf(found - 1) < time).isTrue();
      assertThat(log.sequenceAt(log.newestTime() + 1)).isEqualTo(500);
      assertThat(log.sequenceAt(0)).isZero();
    }
  }

  private ShardLog open() throws IOException {
    return ShardLog.open(directory, false, SEGMENT_BYTES);
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static void append(ShardLog log, int from, int atOnce, int to) throws IOException {
    for (int next = from; next < to; next += atOnce) {
      RecordBatch batch = new RecordBatch(64);
      for (String text : texts(next, next + atOnce)) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        batch.add(bytes, 0, bytes.length);
      }
      assertThat(log.append(batch)).isEqualTo(next);
    }
  }

  private static List<String> readFrom(ShardLog log, long from) throws IOException {
    List<String> read = new ArrayList<>();
    long next = from;
    for (int count = 1; count > 0; next += count) {
      count = log.read(next, 1000, Integer.MAX_VALUE, collect(read));
    }
    return read;
  }

  private static RecordSink collect(List<String> read) {
    return (sequence, time, bytes, from, length) ->
        read.add(new String(bytes, from, length, StandardCharsets.UTF_8));
  }

  private static List<String> texts(int from, int to) {
    List<String> texts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      texts.add("record " + String.format("%06d", i));
    }
    return texts;
  }
}
