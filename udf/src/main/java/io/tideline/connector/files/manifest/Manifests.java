package io.tideline.connector.files.manifest;

import io.tideline.connector.files.commit.SmallFiles;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manifests of a table, a directory for each hour: {@code 2026-11-24T15/v1.manifest}. A version
 * is written once and never changed; the greatest is in force.
 */
public final class Manifests {

  private static final Logger LOG = LoggerFactory.getLogger(Manifests.class);
  private static final String SUFFIX = ".manifest";
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH").withZone(ZoneOffset.UTC);

  private final String table;
  private final Path directory;
  private final SmallFiles files;

  /**
   * @param table as the manifests call it
   */
  public Manifests(String table, Path directory, SmallFiles files) {
    this.table = table;
    this.directory = directory;
    this.files = files;
  }

  /** An hour in UTC, as in {@code 2026-11-24T15}. */
  static String name(long hour) {
    return HOUR.format(Instant.ofEpochMilli(hour * HourRows.HOUR));
  }

  /** Null for an hour that nothing was told of. */
  public HourManifest latest(long hour) throws IOException {
    OptionalInt version = latestVersion(hour);
    return version.isPresent() ? read(hour, version.getAsInt()) : null;
  }

  /**
   * Tells that an hour is complete. Does nothing when that was told with the same files.
   *
   * @param more files of the hour; those of the version before stay
   * @return whether there is a new version
   */
  public boolean tell(long hour, Collection<HourFile> more) throws IOException {
    HourManifest latest = latest(hour);
    Map<String, HourFile> all = new LinkedHashMap<>();
    if (latest != null) {
      latest.files().forEach(file -> all.put(file.path(), file));
    }
    more.forEach(file -> all.put(file.path(), file));
    return write(latest, hour, true, all.values());
  }

  /**
   * Takes files out of all manifests in force, which are not complete then: their rows come again.
   */
  public void withdraw(Set<String> paths) throws IOException {
    for (long hour : hours()) {
      HourManifest latest = latest(hour);
      List<HourFile> left = new ArrayList<>();
      if (latest != null) {
        latest.files().stream().filter(file -> !paths.contains(file.path())).forEach(left::add);
        if (left.size() < latest.files().size()) {
          write(latest, hour, false, left);
        }
      }
    }
  }

  /**
   * Tells again of hours that were told before a point, and of which files were withdrawn when a
   * job went back before it.
   *
   * @param before the first hour that was not told at the point
   * @param belongs whether the point has a file
   */
  public void restore(long before, Predicate<String> belongs) throws IOException {
    for (long hour : hours()) {
      HourManifest latest = latest(hour);
      if (hour < before && latest != null && !latest.isComplete()) {
        Map<String, HourFile> all = new LinkedHashMap<>();
        for (int version = 1; version <= latest.version(); version++) {
          read(hour, version).files().stream()
              .filter(file -> belongs.test(file.path()))
              .forEach(file -> all.put(file.path(), file));
        }
        write(latest, hour, true, all.values());
      }
    }
  }

  private boolean write(
      HourManifest latest, long hour, boolean complete, Collection<HourFile> content)
      throws IOException {
    int version = latest == null ? 1 : latest.version() + 1;
    HourManifest next = new HourManifest(hour, version, complete, content);
    if (latest != null && latest.saysTheSame(next)) {
      return false;
    }
    files.write(file(hour, version), next.json(table, Instant.now()));
    if (version > 1) {
      LOG.warn(
          "{} {} has version {} now: {} files, {}",
          table,
          name(hour),
          version,
          content.size(),
          complete ? "complete" : "some of its rows were taken back and come again");
    } else {
      LOG.info("{} {} is complete: {} files", table, name(hour), content.size());
    }
    return true;
  }

  /** The first hour that was told; {@link HourLedger#NONE} without any. */
  long first() throws IOException {
    List<Long> hours = hours();
    return hours.isEmpty() ? HourLedger.NONE : hours.get(0);
  }

  private List<Long> hours() throws IOException {
    List<Long> hours = new ArrayList<>();
    for (String name : files.names(directory)) {
      try {
        hours.add(HourRows.hourOf(Instant.parse(name + ":00:00Z").toEpochMilli()));
      } catch (DateTimeParseException e) {
        LOG.warn("{} in {} is no hour", name, directory);
      }
    }
    return hours;
  }

  private OptionalInt latestVersion(long hour) throws IOException {
    return files.names(new Path(directory, name(hour))).stream()
        .filter(name -> name.matches("v\\d{1,9}\\" + SUFFIX))
        .mapToInt(name -> Integer.parseInt(name.substring(1, name.length() - SUFFIX.length())))
        .max();
  }

  private HourManifest read(long hour, int version) throws IOException {
    Path file = file(hour, version);
    byte[] json =
        files.read(file).orElseThrow(() -> new IOException(file + " is gone: somebody removed it"));
    try {
      return HourManifest.read(json, hour);
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private Path file(long hour, int version) {
    return new Path(new Path(directory, name(hour)), "v" + version + SUFFIX);
  }
}
