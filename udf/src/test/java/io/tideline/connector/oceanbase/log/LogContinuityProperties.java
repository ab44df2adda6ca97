package io.tideline.connector.oceanbase.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.junit.jupiter.api.Test;

/** Whether a log goes on, for logs of any files. What a server says is made up here only. */
class LogContinuityProperties {

  private static final LogIdentity OLD = new LogIdentity(1, 1_000);
  private static final LogIdentity NEW = new LogIdentity(1, 2_000);

  /** Files from one number to another, all of one size and one log. */
  private static ServerLog log(int first, int last, long size, LogIdentity identity) {
    Map<String, LogFile> files = new TreeMap<>();
    for (int number = first; number <= last; number++) {
      files.put(name(number), new LogFile(name(number), size));
    }
    return new ServerLog() {
      @Override
      public List<LogFile> files() {
        return files.values().stream().collect(Collectors.toList());
      }

      @Override
      public LogIdentity identityOf(String file) {
        assertThat(files).containsKey(file);
        return identity;
      }
    };
  }

  private static String name(int number) {
    return String.format("mysql-bin.%06d", number);
  }

  private static BinlogOffset at(int file, long offset, LogIdentity log) {
    return StampedOffset.of(BinlogOffset.ofBinlogFilePosition(name(file), offset), 1, log);
  }

  @Property
  void aLogGoesOnOnlyWhereItsFileIsThereLongEnoughAndTheSame(
      @ForAll @IntRange(min = 1, max = 9) int first,
      @ForAll @IntRange(max = 5) int more,
      @ForAll @IntRange(min = 1, max = 20) int file,
      @ForAll @IntRange(min = 4, max = 200) int offset,
      @ForAll boolean same) {
    int last = first + more;
    LogLoss loss =
        new LogContinuity(log(first, last, 100, same ? OLD : NEW)).lossAt(at(file, offset, OLD));
    boolean there = file >= first && file <= last;
    if (there && offset <= 100 && same) {
      assertThat(loss).isNull();
    } else {
      assertThat(loss).isNotNull();
      assertThat(loss.isAnotherLog()).isEqualTo(there || file > last);
      assertThat(loss.reason()).contains(name(file));
    }
  }

  @Test
  void whatIsNotKnownIsNotHeldAgainstALog() {
    assertThat(new LogContinuity(log(1, 3, 100, NEW)).lossAt(at(2, 50, null))).isNull();
    assertThat(new LogContinuity(log(1, 3, 100, null)).lossAt(at(2, 50, OLD))).isNull();
  }

  @Test
  void chunksThatWereReadBesideTwoLogsAreNoSnapshot() {
    LogContinuity now = new LogContinuity(log(1, 3, 100, OLD));
    assertThat(now.lossAmong(List.of(at(1, 10, OLD), at(2, 10, OLD), at(1, 20, OLD)))).isNull();
    assertThat(now.lossAmong(List.of(at(1, 10, OLD), at(1, 20, NEW))).isAnotherLog()).isTrue();
    assertThat(now.lossAmong(List.of(at(1, 10, NEW))).isAnotherLog()).isTrue();
    assertThat(now.lossAmong(List.of(at(1, 10, OLD), at(7, 10, OLD))).isAnotherLog()).isTrue();
  }

  @Property
  void whatIsStampedIsKeptBesideTheOffset(
      @ForAll @IntRange(max = 9_999) int epoch,
      @ForAll @IntRange(min = 1) int server,
      @ForAll @IntRange(min = 1) int begun) {
    LogIdentity log = new LogIdentity(server, begun);
    BinlogOffset offset = BinlogOffset.ofBinlogFilePosition(name(3), 77);
    BinlogOffset stamped = StampedOffset.of(offset, epoch, log);
    assertThat(StampedOffset.epoch(stamped, 0)).isEqualTo(epoch);
    assertThat(StampedOffset.log(stamped)).isEqualTo(log);
    assertThat(stamped.compareTo(offset)).isZero();
    assertThat(StampedOffset.epoch(offset, 5)).isEqualTo(5);
    assertThat(StampedOffset.log(offset)).isNull();
  }
}
