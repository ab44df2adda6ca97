package io.tideline.runner.job;

import io.tideline.runner.RefusedException;
import io.tideline.runner.configuration.PipelineConfiguration;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** From where somebody wants a job to go on: its newest point, one that is named, or none. */
public final class RestoreRequest {

  private static final int NAMED_FILES = 3;

  private final boolean fresh;
  private final String from;

  private RestoreRequest(boolean fresh, String from) {
    this.fresh = fresh;
    this.from = from;
  }

  public static RestoreRequest newest() {
    return new RestoreRequest(false, null);
  }

  /** From nothing, as if it had never run. */
  public static RestoreRequest fresh() {
    return new RestoreRequest(true, null);
  }

  /**
   * @param path of a checkpoint or savepoint
   */
  public static RestoreRequest from(String path) {
    return new RestoreRequest(false, path);
  }

  /**
   * The point, or empty for a start from nothing.
   *
   * @param say takes a line for each damaged point that is passed over, and for what becomes of
   *     files
   * @throws RefusedException when rows would be in files twice
   * @throws IOException when storage does not answer, or there is no such point
   */
  public Optional<RestorePoint> resolve(
      PipelineConfiguration configuration, JobSettings settings, Consumer<String> say)
      throws IOException, RefusedException {
    if (fresh) {
      if (!settings.mayRepeat()) {
        refuseFiles(
            configuration,
            Instant.EPOCH,
            "--fresh reads the topic from its beginning, and the rows of these files would be there twice");
      }
      return Optional.empty();
    }
    if (from == null) {
      return new RestoreChoice(settings.mayRepeat())
          .choose(RestorePoints.in(settings.stateDirectory()), say);
    }
    RestorePoint point = RestorePoints.at(from);
    Optional<String> fault = StateFiles.fault(point);
    if (fault.isPresent()) {
      throw new RefusedException("the " + point + " is damaged: " + fault.get());
    }
    if (!settings.mayRepeat()) {
      foretell(configuration, point, say);
    }
    return Optional.of(point);
  }

  /**
   * What becomes of files that were written after the point: those that a log knows are no harm.
   */
  private static void foretell(
      PipelineConfiguration configuration, RestorePoint point, Consumer<String> say)
      throws IOException, RefusedException {
    String output = configuration.text("output.path");
    OutputFiles all = new OutputFiles(output);
    List<String> written = all.writtenAfter(point.completedAt());
    refuse(
        all.withoutLog(written),
        output,
        "these files were written after the "
            + point
            + ", no commit log knows them, and their rows would be there twice");
    if (!written.isEmpty()) {
      say.accept(
          "%d files were committed since the %s: the job moves them to _taken_back in %s, as their rows come again; a table with 'older-start' = 'refuse' fails it instead"
              .formatted(written.size(), point, output));
    }
  }

  private static void refuseFiles(PipelineConfiguration configuration, Instant after, String why)
      throws IOException, RefusedException {
    String output = configuration.text("output.path");
    refuse(new OutputFiles(output).writtenAfter(after), output, why);
  }

  private static void refuse(List<String> files, String output, String why)
      throws RefusedException {
    if (!files.isEmpty()) {
      throw new RefusedException(
          "%s: %s%s in %s; move them away, or give another output.path"
              .formatted(
                  why,
                  String.join(", ", files.subList(0, Math.min(NAMED_FILES, files.size()))),
                  files.size() > NAMED_FILES
                      ? " and %d more".formatted(files.size() - NAMED_FILES)
                      : "",
                  output));
    }
  }
}
