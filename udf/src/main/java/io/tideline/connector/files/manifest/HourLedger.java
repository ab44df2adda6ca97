package io.tideline.connector.files.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides when an hour is complete: when a completed checkpoint was taken after all shards were
 * past its end, and all files of that checkpoint are visible. Files of an hour that was told before
 * make a new version at once.
 */
public final class HourLedger {

  /** Stands for no hour at all. */
  public static final long NONE = Long.MIN_VALUE;

  /** After a longer gap the hours without files are passed over: nobody waits for them. */
  private static final long MOST_EMPTY_HOURS = 31 * 24;

  private final long delay;
  private final TreeMap<Long, Map<String, HourFile>> untold = new TreeMap<>();
  private final TreeMap<Long, Taken> checkpoints = new TreeMap<>();
  private Map<Long, List<HourFile>> incoming = new TreeMap<>();
  private long watermark = Long.MIN_VALUE;
  private long next = NONE;
  private long over = NONE;

  /** What a checkpoint covers. */
  private static final class Taken {
    private final Map<Long, List<HourFile>> files;
    private final long over;

    Taken(Map<Long, List<HourFile>> files, long over) {
      this.files = files;
      this.over = over;
    }
  }

  /**
   * @param delay how long after its end an hour is taken for over, in milliseconds
   */
  public HourLedger(long delay) {
    this.delay = delay;
  }

  /**
   * @param next the first hour that was not told; {@link #NONE} if none was
   */
  public void restore(long next) {
    this.next = next;
  }

  /** A file that was finished, or was when the state was kept. */
  public void add(HourFile file) {
    incoming.computeIfAbsent(file.ofHour().hour(), hour -> new ArrayList<>()).add(file);
  }

  /**
   * @param time before which no change comes any more, in milliseconds since the epoch
   */
  public void progress(long time) {
    // The end of the input is no progress of the shards.
    if (time != Long.MAX_VALUE) {
      watermark = Math.max(watermark, time);
    }
  }

  public void checkpoint(long id) {
    checkpoints.put(id, new Taken(incoming, hoursOver(watermark, delay)));
    incoming = new TreeMap<>();
  }

  /** From now on {@link #due} has what the checkpoint covers. */
  public void completed(long id) {
    Map<Long, Taken> covered = checkpoints.headMap(id, true);
    for (Taken taken : covered.values()) {
      taken.files.forEach(
          (hour, files) ->
              files.forEach(
                  file ->
                      untold
                          .computeIfAbsent(hour, h -> new LinkedHashMap<>())
                          .put(file.path(), file)));
      over = Math.max(over, taken.over);
    }
    covered.clear();
  }

  /** The hours to tell, in their order. */
  public List<Long> due() {
    // Those that are over, and those that were told before, whether or not it is known again that
    // they are over.
    List<Long> due = new ArrayList<>(untold.headMap(Math.max(next, over)).keySet());
    if (over != NONE) {
      long first = next == NONE ? (due.isEmpty() ? over - 1 : due.get(0)) : next;
      for (long hour = Math.max(first, over - MOST_EMPTY_HOURS); hour < over; hour++) {
        if (!untold.containsKey(hour)) {
          due.add(hour);
        }
      }
      due.sort(null);
    }
    return due;
  }

  public List<HourFile> files(long hour) {
    return new ArrayList<>(untold.getOrDefault(hour, Map.of()).values());
  }

  /** An hour has a manifest now, of all files that there are. */
  public void told(long hour) {
    untold.remove(hour);
    next = next == NONE ? hour + 1 : Math.max(next, hour + 1);
  }

  public long next() {
    return next;
  }

  /** All files that no manifest has yet. */
  public List<HourFile> untold() {
    List<HourFile> files = new ArrayList<>();
    untold.values().forEach(ofHour -> files.addAll(ofHour.values()));
    checkpoints.values().forEach(taken -> taken.files.values().forEach(files::addAll));
    incoming.values().forEach(files::addAll);
    return files;
  }

  /** The first hour that is not over when no change before a time comes any more. */
  public static long hoursOver(long watermark, long delay) {
    // The watermark itself is the last time that is past.
    return watermark <= Long.MIN_VALUE + delay ? NONE : HourRows.hourOf(watermark + 1 - delay);
  }
}
