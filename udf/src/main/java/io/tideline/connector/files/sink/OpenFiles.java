package io.tideline.connector.files.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that a writer has open, one of each directory, in the order of their latest rows. */
final class OpenFiles {

  private final Map<String, OpenFile> files = new LinkedHashMap<>(16, 0.75f, true);
  private String latestDirectory;
  private OpenFile latest;

  /** The directory's file, which gets a row now; null when it has none. */
  OpenFile forRow(String directory) {
    if (!directory.equals(latestDirectory)) {
      latestDirectory = directory;
      latest = files.get(directory);
    }
    return latest;
  }

  boolean has(String directory) {
    return files.containsKey(directory);
  }

  /** Does not count as a row of it. */
  boolean hasRowsBefore(String directory, long hour) {
    for (Map.Entry<String, OpenFile> file : files.entrySet()) {
      if (file.getKey().equals(directory)) {
        return file.getValue().hasRowsBefore(hour);
      }
    }
    return false;
  }

  void add(String directory, OpenFile file) {
    files.put(directory, file);
    latestDirectory = null;
  }

  OpenFile remove(String directory) {
    latestDirectory = null;
    return files.remove(directory);
  }

  int count() {
    return files.size();
  }

  /** The directory whose file waits longest for a row. */
  String longestIdle() {
    return files.keySet().iterator().next();
  }

  List<String> directories() {
    return new ArrayList<>(files.keySet());
  }

  void clear() {
    files.clear();
    latestDirectory = null;
  }

  Collection<OpenFile> all() {
    return files.values();
  }
}
