package io.tideline.connector.files.manifest;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What manifests say of a file beside its size: its sum, and its rows by their hours. */
public final class FileContent {

  private final long sum;
  private final RowHours hours;

  /**
   * @param sum CRC-32C of all bytes so far, or {@link Crc32cSum#UNKNOWN}
   */
  public FileContent(long sum, RowHours hours) {
    this.sum = sum;
    this.hours = hours;
  }

  /** Of a file that was begun by a release that did not count it. */
  public static FileContent unknown() {
    return new FileContent(Crc32cSum.UNKNOWN, new RowHours());
  }

  public long sum() {
    return sum;
  }

  public RowHours hours() {
    return hours;
  }

  public void write(DataOutputView out) throws IOException {
    out.writeLong(sum);
    hours.write(out);
  }

  public static FileContent read(DataInputView in) throws IOException {
    return new FileContent(in.readLong(), RowHours.read(in));
  }
}
