package io.tideline.runner.job;

import io.tideline.runner.cluster.ClusterAddress;
import io.tideline.runner.plan.PlannedOperator;
import io.tideline.runner.plan.RouteForms;
import io.tideline.runner.plan.SavedState;
import io.tideline.runner.plan.SavedState.SavedOperator;
import io.tideline.runner.plan.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What was started last on a job's state directory, and where: a file there. By it one who starts
 * the job learns that it runs on a cluster already, and one who changes it, what the running one
 * has.
 *
 * @param host of the REST interface of the cluster that it was started on
 * @param id of the job there
 * @param routes what its routes say, by name
 * @param operators those that may keep state
 */
public record StartedJob(
    String host,
    int port,
    String id,
    Map<String, RouteForms.Form> routes,
    List<Operator> operators) {

  private static final String FILE = "started.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An operator of the job. */
  public record Operator(String id, int parallelism) {}

  public ClusterAddress address() {
    return new ClusterAddress(host, port, "see that it runs there");
  }

  static StartedJob of(
      URI cluster,
      String id,
      Map<String, RouteForms.Form> routes,
      Collection<PlannedOperator> operators) {
    return new StartedJob(
        cluster.getHost(),
        cluster.getPort(),
        id,
        routes,
        operators.stream()
            .filter(PlannedOperator::stateful)
            .map(operator -> new Operator(operator.id(), operator.parallelism()))
            .toList());
  }

  /**
   * @param stateDirectory of a job, a URI
   * @return empty when nothing was started there, or what was has been stopped
   */
  public static Optional<StartedJob> in(String stateDirectory) throws IOException {
    Path file = file(stateDirectory);
    FileSystem files = file.getFileSystem();
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = files.open(file)) {
      return Optional.of(JSON.readValue(in, StartedJob.class));
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " does not tell what was started; if the job does not run, remove it", e);
    }
  }

  /** Where that is written. */
  static Path file(String stateDirectory) {
    return new Path(stateDirectory, FILE);
  }

  void write(String stateDirectory) throws IOException {
    WholeFile.write(file(stateDirectory), JSON.writeValueAsBytes(this));
  }

  /** It has ended. */
  public static void forget(String stateDirectory, String id) throws IOException {
    Optional<StartedJob> started = in(stateDirectory);
    if (started.isPresent() && started.get().id().equals(id)) {
      Path file = file(stateDirectory);
      file.getFileSystem().delete(file, false);
    }
  }

  /** The state that it keeps, as far as its operators tell before its first checkpoint. */
  public SavedState expectedState() {
    Map<String, SavedOperator> saved = new LinkedHashMap<>();
    for (Operator operator : operators) {
      int parts = KeyGroupRangeAssignment.computeDefaultMaxParallelism(operator.parallelism());
      saved.put(operator.id(), new SavedOperator(operator.id(), operator.parallelism(), parts, 0));
    }
    return new SavedState("the running job", 0, saved);
  }
}
