package io.tideline.connector.files.commit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/**
 * The files that were moved aside, by the lists that say what, why and when. A list is written
 * before its files are moved, so what it names may still be where it was.
 */
public final class TakenFiles {

  /** A file in a list. */
  static final class Entry {
    private final Path path;
    private final Path aside;
    private final long length;

    Entry(Path path, Path aside, long length) {
      this.path = path;
      this.aside = aside;
      this.length = length;
    }

    Path path() {
      return path;
    }

    Path aside() {
      return aside;
    }

    long length() {
      return length;
    }
  }

  private static final JsonFactory JSON = new JsonFactory();

  private final CommitPlaces places;
  private final SmallFiles files;

  public TakenFiles(CommitPlaces places, SmallFiles files) {
    this.places = places;
    this.files = files;
  }

  /** Where a file was moved to; empty when it is not there. */
  public Optional<Path> find(String path) throws IOException {
    for (Entry entry : all()) {
      if (entry.path().toString().equals(path) && files.length(entry.aside()) == entry.length()) {
        return Optional.of(entry.aside());
      }
    }
    return Optional.empty();
  }

  /** Whether any start took files back, some of which may have returned. */
  public boolean haveBeen() throws IOException {
    return !files.names(places.takenBack()).isEmpty();
  }

  List<Entry> all() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String run : files.names(places.takenBack())) {
      Optional<byte[]> list = files.read(places.list(run));
      if (list.isPresent()) {
        read(list.get(), entries);
      }
    }
    return entries;
  }

  void write(String run, RunPoint from, Instant when, List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.setRootValueSeparator(null);
      for (Entry entry : entries) {
        out.writeStartObject();
        out.writeStringField("path", entry.path().toString());
        out.writeStringField("movedTo", entry.aside().toString());
        out.writeNumberField("length", entry.length());
        out.writeStringField("when", when.toString());
        out.writeStringField(
            "why", "run " + run + " was started from " + from + ", and the rows come again");
        out.writeEndObject();
        out.writeRaw('\n');
      }
    }
    files.write(places.list(run), bytes.toByteArray());
  }

  private static void read(byte[] list, List<Entry> into) throws IOException {
    try (JsonParser in = JSON.createParser(list)) {
      while (in.nextToken() != null) {
        Map<String, String> fields = FlatJson.fields(in);
        into.add(
            new Entry(
                new Path(fields.get("path")),
                new Path(fields.get("movedTo")),
                Long.parseLong(fields.get("length"))));
      }
    }
  }
}
