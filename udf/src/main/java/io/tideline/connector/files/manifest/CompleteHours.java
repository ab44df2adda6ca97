package io.tideline.connector.files.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.tideline.connector.files.commit.FlatJson;
import io.tideline.connector.files.commit.SmallFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the manifests of the hours that the {@link HourLedger} finds complete. */
public final class CompleteHours {

  private static final Logger LOG = LoggerFactory.getLogger(CompleteHours.class);
  private static final JsonFactory JSON = new JsonFactory();

  private final HourLedger ledger;
  private final Manifests manifests;
  private final SmallFiles files;

  CompleteHours(HourLedger ledger, Manifests manifests, SmallFiles files) {
    this.ledger = ledger;
    this.manifests = manifests;
    this.files = files;
  }

  public HourLedger ledger() {
    return ledger;
  }

  public Manifests manifests() {
    return manifests;
  }

  /** A file that waits for the next checkpoint. */
  public void add(String path, long bytes, long rows, FileContent content) {
    for (HourRows hour : content.hours().list()) {
      ledger.add(new HourFile(path, bytes, rows, content.sum(), hour));
    }
  }

  /**
   * Tells what can be told.
   *
   * @return whether some hour waits for files that are to be made visible yet
   */
  public boolean tell() throws IOException {
    boolean waiting = false;
    for (long hour : ledger.due()) {
      List<HourFile> ofHour = ledger.files(hour);
      if (areVisible(ofHour)) {
        manifests.tell(hour, ofHour);
        ledger.told(hour);
      } else {
        waiting = true;
      }
    }
    return waiting;
  }

  private boolean areVisible(List<HourFile> ofHour) throws IOException {
    for (HourFile file : ofHour) {
      if (files.length(new Path(file.path())) != file.bytes()) {
        LOG.debug("{} is not visible yet", file);
        return false;
      }
    }
    return true;
  }

  /**
   * Hours that were told after the state was kept stay told: what comes of them now is late. To be
   * called when what was taken back is withdrawn.
   */
  public void resumeTold() throws IOException {
    long hour = ledger.next();
    if (hour == HourLedger.NONE) {
      hour = manifests.first();
    }
    while (hour != HourLedger.NONE && isComplete(hour)) {
      ledger.restore(++hour);
    }
  }

  private boolean isComplete(long hour) throws IOException {
    HourManifest latest = manifests.latest(hour);
    return latest != null && latest.isComplete();
  }

  /** The files that no manifest has yet, to be kept in a checkpoint. */
  public List<String> state() throws IOException {
    List<String> lines = new ArrayList<>();
    for (HourFile file : ledger.untold()) {
      StringWriter line = new StringWriter();
      try (JsonGenerator out = JSON.createGenerator(line)) {
        out.writeStartObject();
        out.writeNumberField("hour", file.ofHour().hour());
        file.write(out);
        out.writeEndObject();
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /**
   * @param next see {@link HourLedger#restore}
   */
  public void restore(Iterable<String> state, long next) throws IOException {
    ledger.restore(next);
    for (String line : state) {
      try (JsonParser in = JSON.createParser(line)) {
        in.nextToken();
        Map<String, String> fields = FlatJson.fields(in);
        ledger.add(HourFile.read(fields, Long.parseLong(fields.get("hour"))));
      }
    }
  }
}
