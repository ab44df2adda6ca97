package io.tideline.connector.files.commit;

import io.tideline.connector.files.commit.TakenFiles.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a table's directory what it was at the point that a job goes on from: files that were
 * committed after it are moved aside, and those that an earlier start had moved aside, but the
 * point has, come back. After an end at any moment the next start does what is left.
 */
public final class TakeBack {

  private static final Logger LOG = LoggerFactory.getLogger(TakeBack.class);
  private static final int NAMED_FILES = 3;

  private final CommitPlaces places;
  private final SmallFiles files;
  private final OlderStart olderStart;
  private final Withdrawal withdrawal;

  /** What is told of files before they go. */
  public interface Withdrawal {
    /**
     * @param paths of files that are about to be moved aside; may come again
     */
    void withdraw(Set<String> paths) throws IOException;
  }

  public TakeBack(
      CommitPlaces places, SmallFiles files, OlderStart olderStart, Withdrawal withdrawal) {
    this.places = places;
    this.files = files;
    this.olderStart = olderStart;
    this.withdrawal = withdrawal;
  }

  /**
   * @param run that takes back
   * @return what it moved aside
   * @throws OlderStartException when there is something to take back and that is refused
   */
  public List<FileCommit> to(RunPoint point, CommitHistory history, String run) throws IOException {
    List<Entry> taken = new TakenFiles(places, files).all();
    List<FileCommit> visible = new ArrayList<>();
    for (FileCommit file : history.abandonedAt(point)) {
      if (files.length(new Path(file.path())) == file.length()) {
        visible.add(file);
      }
    }
    if (!visible.isEmpty() && olderStart == OlderStart.REFUSE) {
      throw new OlderStartException(refusal(point, visible));
    }
    if (!visible.isEmpty()) {
      moveAside(point, visible, run);
    }
    bringBack(history.belongingTo(point), taken);
    return visible;
  }

  private void moveAside(RunPoint point, List<FileCommit> visible, String run) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (FileCommit file : visible) {
      Path path = new Path(file.path());
      entries.add(new Entry(path, places.aside(run, path), file.length()));
    }
    new TakenFiles(places, files).write(run, point, Instant.now(), entries);
    withdrawal.withdraw(
        entries.stream().map(entry -> entry.path().toString()).collect(Collectors.toSet()));
    for (Entry entry : entries) {
      files.move(entry.path(), entry.aside());
      LOG.warn(
          "{} was committed after {}, which the job goes on from: moved to {}, as its rows come again",
          entry.path(),
          point,
          entry.aside());
    }
  }

  private void bringBack(List<FileCommit> belonging, List<Entry> taken) throws IOException {
    Map<String, FileCommit> byPath = new HashMap<>();
    belonging.forEach(file -> byPath.put(file.path(), file));
    for (Entry entry : taken) {
      FileCommit file = byPath.get(entry.path().toString());
      if (file != null
          && file.length() == entry.length()
          && files.length(entry.aside()) == entry.length()
          && files.length(entry.path()) < 0) {
        files.move(entry.aside(), entry.path());
        LOG.warn(
            "{} was taken back by an earlier start, and belongs to the point that the job goes on from: it is back",
            entry.path());
      }
    }
  }

  private static String refusal(RunPoint point, List<FileCommit> visible) {
    List<String> named = new ArrayList<>();
    visible.stream().limit(NAMED_FILES).forEach(file -> named.add(file.path()));
    return String.format(
        "%d files were committed after %s, and their rows would come again: %s%s; start from the newest point, or set "
            + "option 'older-start' to 'take-back', which moves them aside",
        visible.size(), point, String.join(", ", named), visible.size() > NAMED_FILES ? ", …" : "");
  }
}
