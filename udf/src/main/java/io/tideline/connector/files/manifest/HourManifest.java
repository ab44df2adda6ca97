package io.tideline.connector.files.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tideline.connector.files.commit.FlatJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A version of what the files of an hour are. */
public final class HourManifest {

  private static final JsonFactory JSON = new JsonFactory();

  private final long hour;
  private final int version;
  private final boolean complete;
  private final Map<String, HourFile> files = new LinkedHashMap<>();

  /**
   * @param hour counted from the epoch
   * @param version from 1 on
   * @param complete whether the hour may be read: not while what was taken back comes again
   */
  public HourManifest(long hour, int version, boolean complete, Collection<HourFile> files) {
    this.hour = hour;
    this.version = version;
    this.complete = complete;
    files.forEach(file -> this.files.put(file.path(), file));
  }

  public long hour() {
    return hour;
  }

  public int version() {
    return version;
  }

  public boolean isComplete() {
    return complete;
  }

  public Collection<HourFile> files() {
    return files.values();
  }

  /** The same files, and as complete. */
  boolean saysTheSame(HourManifest other) {
    return complete == other.complete && files.equals(other.files);
  }

  byte[] json(String table, Instant now) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long rows = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (HourFile file : files.values()) {
      rows += file.ofHour().rows();
      first = Math.min(first, file.ofHour().first());
      last = Math.max(last, file.ofHour().last());
    }
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      out.writeNumberField("version", version);
      if (version > 1) {
        out.writeNumberField("previous", version - 1);
      }
      out.writeStringField("table", table);
      out.writeStringField("hour", Manifests.name(hour));
      out.writeBooleanField("complete", complete);
      out.writeStringField("writtenAt", now.toString());
      out.writeNumberField("rows", rows);
      if (rows > 0) {
        out.writeStringField("firstEventTime", Instant.ofEpochMilli(first).toString());
        out.writeStringField("lastEventTime", Instant.ofEpochMilli(last).toString());
      }
      out.writeArrayFieldStart("files");
      for (HourFile file : files.values()) {
        out.writeStartObject();
        file.write(out);
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeRaw('\n');
    }
    return bytes.toByteArray();
  }

  /**
   * @param hour counted from the epoch
   * @throws IOException when it is no whole manifest
   */
  static HourManifest read(byte[] json, long hour) throws IOException {
    Map<String, HourFile> files = new LinkedHashMap<>();
    Map<String, String> fields = new HashMap<>();
    try (JsonParser in = JSON.createParser(json)) {
      in.nextToken();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        if (in.currentToken() == null) {
          throw new IOException("the manifest is cut");
        }
        String name = in.currentName();
        if (in.nextToken() == JsonToken.START_ARRAY) {
          while (in.nextToken() == JsonToken.START_OBJECT) {
            HourFile file = HourFile.read(FlatJson.fields(in), hour);
            files.put(file.path(), file);
          }
        } else {
          fields.put(name, in.getText());
        }
      }
      return new HourManifest(
          hour,
          Integer.parseInt(fields.get("version")),
          Boolean.parseBoolean(fields.get("complete")),
          files.values());
    } catch (RuntimeException e) {
      throw new IOException("no manifest: " + e.getMessage(), e);
    }
  }
}
