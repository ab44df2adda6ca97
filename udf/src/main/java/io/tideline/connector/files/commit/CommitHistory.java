package io.tideline.connector.files.commit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the runs of a table's jobs made visible, as a tree: a run goes on from a point of its
 * parent. What was committed on the way from the tree's root to a point belongs to that point;
 * everything else of the same tree was abandoned when somebody went back to it. Other trees, of
 * jobs that were started from nothing, have nothing to do with it.
 */
public final class CommitHistory {

  private final Map<String, RunStart> runs = new LinkedHashMap<>();
  private final Set<FileCommit> commits = new LinkedHashSet<>();

  public void add(RunStart run) {
    runs.putIfAbsent(run.run(), run);
  }

  public void add(FileCommit commit) {
    commits.add(commit);
  }

  public Collection<RunStart> runs() {
    return runs.values();
  }

  public Collection<FileCommit> commits() {
    return commits;
  }

  /** The files that belong to a point. */
  public List<FileCommit> belongingTo(RunPoint point) {
    Map<String, Long> way = wayTo(point);
    List<FileCommit> files = new ArrayList<>();
    for (FileCommit commit : commits) {
      if (isOn(way, commit.at())) {
        files.add(commit);
      }
    }
    return files;
  }

  /** The files that a job which goes on from a point must not have, as their rows come again. */
  public List<FileCommit> abandonedAt(RunPoint point) {
    Map<String, Long> way = wayTo(point);
    String root = root(point.run());
    Set<List<Object>> kept = new LinkedHashSet<>();
    belongingTo(point).forEach(commit -> kept.add(List.of(commit.path(), commit.length())));
    List<FileCommit> files = new ArrayList<>();
    for (FileCommit commit : commits) {
      if (!isOn(way, commit.at())
          && root(commit.at().run()).equals(root)
          && !kept.contains(List.of(commit.path(), commit.length()))) {
        files.add(commit);
      }
    }
    return files;
  }

  private static boolean isOn(Map<String, Long> way, RunPoint point) {
    Long last = way.get(point.run());
    return last != null && point.checkpoint() <= last;
  }

  /** Each run on the way to the point, and its last checkpoint that is. */
  private Map<String, Long> wayTo(RunPoint point) {
    Map<String, Long> way = new HashMap<>();
    RunPoint next = point;
    while (next != null && way.putIfAbsent(next.run(), next.checkpoint()) == null) {
      RunStart run = runs.get(next.run());
      next = run == null ? null : run.parent().orElse(null);
    }
    return way;
  }

  private String root(String run) {
    String root = run;
    Set<String> seen = new LinkedHashSet<>();
    for (RunStart start = runs.get(run);
        start != null && start.parent().isPresent() && seen.add(root);
        start = runs.get(root)) {
      root = start.parent().get().run();
    }
    return root;
  }
}
