package io.tideline.runner.life;

import io.tideline.runner.MissingSecrets;
import io.tideline.runner.ProjectOptions;
import io.tideline.runner.cluster.FlinkCluster;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.job.ClusterJob;
import io.tideline.runner.job.EarlierRuns;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.job.RestorePoint;
import io.tideline.runner.job.RestorePoints;
import io.tideline.runner.job.RestoreRequest;
import io.tideline.runner.job.StartedElsewhere;
import io.tideline.runner.job.StateLock;
import io.tideline.runner.script.References;
import io.tideline.runner.script.RenderedStatement;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;

/** A job as the project's files have it now, compiled and ready to start. */
final class Launch {

  private final String name;
  private final PipelineConfiguration configuration;
  private final JobSettings settings;
  private final ClusterJob job;
  private Optional<RestorePoint> from = Optional.empty();

  private Launch(
      String name, PipelineConfiguration configuration, JobSettings settings, ClusterJob job) {
    this.name = name;
    this.configuration = configuration;
    this.settings = settings;
    this.job = job;
  }

  /**
   * @param parallelism null for what the configuration says
   * @throws Exception when configuration, SQL or secrets are not as they must be
   */
  static Launch prepare(ProjectOptions project, String name, Integer parallelism) throws Exception {
    PipelineConfiguration configuration =
        project.configuration(
            parallelism == null ? List.of() : List.of(name + ".parallelism=" + parallelism));
    References references = new References(configuration);
    List<RenderedStatement> statements = references.render(project.statements(name));
    MissingSecrets.refuse(references.used(), project.environment());
    JobSettings settings = new JobSettings(configuration, name);
    return new Launch(name, configuration, settings, new ClusterJob(settings, statements));
  }

  /**
   * @throws io.tideline.runner.RefusedException when another cluster runs the job on the same state
   */
  void refuseSecond(Output output) throws Exception {
    StartedElsewhere.refuse(name, settings, line -> output.say(name + ": " + line));
  }

  /** Finds the point to go on from; {@link #start} then does. */
  void restore(RestoreRequest request, Predicate<String> letsGo, Output output) throws Exception {
    from = request.resolve(configuration, settings, line -> output.say(name + ": " + line));
    if (from.isPresent()) {
      job.resume(from.get(), letsGo);
    }
  }

  /**
   * The routes that the running job has, and this one has not. What it keeps tells a checkpoint of
   * its own, whichever: its operators stay the same as long as it runs. One of an earlier run does
   * not, so without any a savepoint is taken.
   *
   * @throws io.tideline.runner.plan.StateLossException when other state would be lost
   */
  Set<String> removedRoutes(RunningJob running, Output output) throws Exception {
    Optional<RestorePoint> own = running.newestCheckpoint();
    if (own.isPresent()) {
      try {
        return job.removedRoutes(own.get());
      } catch (FileNotFoundException e) {
        output.say("%s: %s is gone meanwhile".formatted(name, own.get()));
      }
    }
    output.say(
        "%s: taking a savepoint of job %s, to see what it keeps: it has no checkpoint yet"
            .formatted(name, running.id()));
    return job.removedRoutes(RestorePoints.at(running.savepoint()));
  }

  @SuppressWarnings("try") // The lock is there to be held.
  void start(FlinkCluster cluster, Duration patience, Output output) throws Exception {
    long begin = System.nanoTime();
    JobID id;
    try (StateLock lock = StateLock.take(settings.stateDirectory())) {
      id = job.submit(cluster);
      output.say(name + ": submitted as job " + id + "; waiting until its tasks run");
      job.awaitRunning(cluster, id, patience, line -> output.say(name + ": " + line));
    }
    new EarlierRuns(settings.stateDirectory(), settings.retainedCheckpoints()).remove();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("job", name);
    object.put("id", id.toString());
    object.put("restoredFrom", from.map(RestorePoint::path).orElse(null));
    object.put("parallelism", settings.parallelism());
    output.result(
        object,
        "%s: running after %.1f s, %s"
            .formatted(
                name,
                (System.nanoTime() - begin) / 1e9,
                from.map(Launch::words).orElse("started fresh")));
  }

  private static String words(RestorePoint point) {
    return "resumed from the %s (%s ago)"
        .formatted(point, Ages.words(Duration.between(point.completedAt(), Instant.now())));
  }
}
