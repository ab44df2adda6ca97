package io.tideline.runner.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;

/** What must hold between the values of several parameters, each of which is right by itself. */
final class Combinations {

  private static final List<String> JOBS = List.of("capture", "deliver");
  private static final List<String> DIRECTORIES =
      List.of(
          "capture.state.directory", "deliver.state.directory", "output.path", "deadLetters.path");

  /** A checkpoint that gets a smaller part of the interval than this hardly ever completes. */
  private static final int TIMEOUT_PART = 100;

  private final Map<String, Setting> settings;

  /**
   * @param settings the values that are right by themselves
   */
  Combinations(Map<String, Setting> settings) {
    this.settings = settings;
  }

  void check(List<Problem> problems, List<Problem> warnings) {
    for (String job : JOBS) {
      atMost(job + ".checkpoint.minPause", job + ".checkpoint.interval", problems);
      atMost(job + ".restart.initialDelay", job + ".restart.maximumDelay", problems);
      atMost(job + ".restart.maximumDelay", job + ".restart.resetAfter", problems);
      warnOfShortTimeout(job, warnings);
    }
    checkDirectories(problems);
    warnOfLateFiles(warnings);
    warnOfOnePort(warnings);
  }

  /** Of the two, the one that somebody set is at fault. */
  private void atMost(String smaller, String larger, List<Problem> problems) {
    Optional<Duration> least = duration(smaller);
    Optional<Duration> most = duration(larger);
    if (least.isEmpty() || most.isEmpty() || least.get().compareTo(most.get()) <= 0) {
      return;
    }
    Setting first = settings.get(smaller);
    Setting second = settings.get(larger);
    problems.add(
        first.isDefault() && !second.isDefault()
            ? problem(second, "must be at least " + named(first))
            : problem(first, "must be at most " + named(second)));
  }

  private void checkDirectories(List<Problem> problems) {
    for (int i = 0; i < DIRECTORIES.size(); i++) {
      for (int j = i + 1; j < DIRECTORIES.size(); j++) {
        Setting first = settings.get(DIRECTORIES.get(i));
        Setting second = settings.get(DIRECTORIES.get(j));
        if (first != null
            && second != null
            && Directory.of(first.value()).overlaps(Directory.of(second.value()))) {
          Setting set = second.isDefault() ? first : second;
          Setting other = set == first ? second : first;
          problems.add(
              problem(
                  set, "must be a directory of its own, neither in nor around " + named(other)));
        }
      }
    }
  }

  private void warnOfShortTimeout(String job, List<Problem> warnings) {
    Setting timeout = settings.get(job + ".checkpoint.timeout");
    Setting interval = settings.get(job + ".checkpoint.interval");
    if (timeout != null
        && interval != null
        && durationOf(timeout).multipliedBy(TIMEOUT_PART).compareTo(durationOf(interval)) < 0) {
      warnings.add(
          problem(
              timeout,
              "is short for " + named(interval) + "; without checkpoints nothing is delivered"));
    }
  }

  private void warnOfLateFiles(List<Problem> warnings) {
    Setting rolling = settings.get("output.rolling.interval");
    Setting checkpoint = settings.get("deliver.checkpoint.interval");
    if (rolling != null
        && checkpoint != null
        && durationOf(rolling).compareTo(durationOf(checkpoint)) < 0) {
      warnings.add(
          problem(
              rolling,
              "only a checkpoint shows a finished file, so it waits for " + named(checkpoint)));
    }
  }

  private void warnOfOnePort(List<Problem> warnings) {
    Setting capture = settings.get("capture.web.port");
    Setting deliver = settings.get("deliver.web.port");
    if (capture != null
        && deliver != null
        && capture.value().equals(deliver.value())
        && Integer.parseInt(capture.value()) != 0) {
      warnings.add(problem(deliver, "is also " + named(capture) + "; one machine cannot run both"));
    }
  }

  private Optional<Duration> duration(String path) {
    return Optional.ofNullable(settings.get(path)).map(Combinations::durationOf);
  }

  private static Duration durationOf(Setting setting) {
    return TimeUtils.parseDuration(setting.value());
  }

  private static Problem problem(Setting setting, String remedy) {
    return new Problem(setting.origin(), setting.parameter().path(), setting.shown(), remedy);
  }

  private static String named(Setting setting) {
    return String.format(
        "%s, which is '%s' (%s)", setting.parameter().path(), setting.value(), setting.origin());
  }
}
