package io.tideline.runner;

import io.tideline.runner.cluster.ClusterAddress;
import io.tideline.runner.cluster.ClusterException;
import io.tideline.runner.cluster.FlinkCluster;
import io.tideline.runner.cluster.JobPages;
import io.tideline.runner.cluster.UnreachableException;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.job.RestorePoint;
import io.tideline.runner.job.RestorePoints;
import io.tideline.runner.job.StartedElsewhere;
import io.tideline.runner.job.StartedJob;
import io.tideline.runner.life.ClusterOptions;
import io.tideline.runner.plan.Resumption;
import io.tideline.runner.plan.RouteChanges;
import io.tideline.runner.plan.RouteForms;
import io.tideline.runner.plan.RunningView;
import io.tideline.runner.plan.StateComparison;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.runtime.client.JobStatusMessage;

/**
 * What a plan is compared with: the running job, or else the newest point that a start would go on
 * from.
 *
 * @param running empty when no cluster runs the job
 * @param state empty when there is none, or nothing tells what the running job keeps
 */
record PlanBase(Optional<RunningView> running, Optional<StateComparison> state) {

  /** Checkpoints go while they are read. */
  private static final int TRIES = 5;

  /** Compares with a point that somebody names. */
  static PlanBase of(String path, Resumption resumption) throws IOException {
    return new PlanBase(Optional.empty(), Optional.of(resumption.compare(path)));
  }

  /**
   * @param routes those of the scripts
   * @param say takes a line when a cluster that may run the job does not answer
   */
  static PlanBase find(
      ClusterOptions options,
      JobSettings settings,
      Map<String, RouteForms.Form> routes,
      Resumption resumption,
      Consumer<String> say)
      throws IOException, UnreachableException, ClusterException, InterruptedException {
    Optional<StartedJob> started = StartedJob.in(settings.stateDirectory());
    Optional<ClusterAddress> address =
        options.named().or(() -> started.map(StartedJob::address)).or(options::local);
    if (address.isPresent()) {
      try (FlinkCluster cluster = FlinkCluster.connect(address.get(), options.timeout())) {
        Optional<JobStatusMessage> running = cluster.running(settings.name());
        if (running.isPresent()) {
          return of(cluster, running.get(), started, routes, resumption);
        }
      } catch (UnreachableException e) {
        if (options.named().isPresent()) {
          throw e;
        }
        if (!StartedElsewhere.isGone(address.get(), e)) {
          say.accept(e.getMessage());
        }
      }
    }
    Optional<RestorePoint> newest =
        RestorePoints.in(settings.stateDirectory()).stream().findFirst();
    return newest.isEmpty()
        ? new PlanBase(Optional.empty(), Optional.empty())
        : of(newest.get().path(), resumption);
  }

  private static PlanBase of(
      FlinkCluster cluster,
      JobStatusMessage job,
      Optional<StartedJob> started,
      Map<String, RouteForms.Form> routes,
      Resumption resumption)
      throws IOException, UnreachableException, ClusterException, InterruptedException {
    String id = job.getJobId().toString();
    Optional<StartedJob> known = started.filter(one -> one.id().equals(id));
    RunningView view =
        new RunningView(
            cluster.address().toString(),
            id,
            job.getJobState().toString(),
            known.map(one -> RouteChanges.between(one.routes(), routes)));
    JobPages pages = new JobPages(cluster, job.getJobId());
    for (int left = TRIES; ; left--) {
      Optional<String> path = pages.newestCheckpoint();
      if (path.isEmpty()) {
        return new PlanBase(
            Optional.of(view), known.map(one -> resumption.compare(one.expectedState())));
      }
      try {
        return new PlanBase(Optional.of(view), Optional.of(resumption.compare(path.get())));
      } catch (FileNotFoundException e) {
        if (left == 1) {
          throw e;
        }
      }
    }
  }
}
