package io.tideline.connector.files.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** A file as the manifest of an hour names it. */
public final class HourFile {

  private final String path;
  private final long bytes;
  private final long rows;
  private final long sum;
  private final HourRows ofHour;

  /**
   * @param rows of all hours
   * @param sum CRC-32C, or {@link Crc32cSum#UNKNOWN}
   */
  public HourFile(String path, long bytes, long rows, long sum, HourRows ofHour) {
    this.path = Objects.requireNonNull(path);
    this.bytes = bytes;
    this.rows = rows;
    this.sum = sum;
    this.ofHour = ofHour;
  }

  public String path() {
    return path;
  }

  public long bytes() {
    return bytes;
  }

  public HourRows ofHour() {
    return ofHour;
  }

  void write(JsonGenerator out) throws IOException {
    out.writeStringField("path", path);
    out.writeNumberField("bytes", bytes);
    if (sum != Crc32cSum.UNKNOWN) {
      out.writeStringField("crc32c", String.format("%08x", sum));
    }
    out.writeNumberField("rows", rows);
    out.writeNumberField("rowsOfHour", ofHour.rows());
    out.writeStringField("firstEventTime", Instant.ofEpochMilli(ofHour.first()).toString());
    out.writeStringField("lastEventTime", Instant.ofEpochMilli(ofHour.last()).toString());
  }

  /**
   * @param hour counted from the epoch
   * @throws RuntimeException when a field is missing or has another form
   */
  static HourFile read(Map<String, String> fields, long hour) {
    String sum = fields.get("crc32c");
    return new HourFile(
        fields.get("path"),
        Long.parseLong(fields.get("bytes")),
        Long.parseLong(fields.get("rows")),
        sum == null ? Crc32cSum.UNKNOWN : Long.parseLong(sum, 16),
        new HourRows(
            hour,
            Long.parseLong(fields.get("rowsOfHour")),
            Instant.parse(fields.get("firstEventTime")).toEpochMilli(),
            Instant.parse(fields.get("lastEventTime")).toEpochMilli()));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof HourFile
        && path.equals(((HourFile) o).path)
        && bytes == ((HourFile) o).bytes;
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return path;
  }
}
