package io.tideline.runner.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** A running Flink cluster, by its REST interface. */
public final class FlinkCluster implements AutoCloseable {

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ClusterAddress address;
  private final Duration timeout;
  private final RestClusterClient<StandaloneClusterId> client;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(CONNECTION_TIMEOUT).build();

  private FlinkCluster(
      ClusterAddress address, Duration timeout, RestClusterClient<StandaloneClusterId> client) {
    this.address = address;
    this.timeout = timeout;
    this.client = client;
  }

  /**
   * @param timeout for each answer
   * @throws UnreachableException when it does not answer
   */
  public static FlinkCluster connect(ClusterAddress address, Duration timeout)
      throws UnreachableException, InterruptedException, ClusterException {
    Configuration flink = new Configuration();
    into(flink, address);
    // Who asks again decides it, and says so; the client's own 20 tries take a minute.
    flink.set(RestOptions.RETRY_MAX_ATTEMPTS, 1);
    flink.set(RestOptions.RETRY_DELAY, Duration.ofMillis(500));
    flink.set(RestOptions.CONNECTION_TIMEOUT, CONNECTION_TIMEOUT);
    RestClusterClient<StandaloneClusterId> client;
    try {
      client = new RestClusterClient<>(flink, StandaloneClusterId.getInstance());
    } catch (UnknownHostException e) {
      throw new UnreachableException(
          "there is no host '%s' (%s); %s"
              .formatted(address.host(), e.getMessage(), address.mend()),
          e);
    } catch (Exception e) {
      throw new ClusterException("no client for " + address + ": " + FailureWords.of(e), e);
    }
    FlinkCluster cluster = new FlinkCluster(address, timeout, client);
    try {
      cluster.page("/overview");
    } catch (UnreachableException | ClusterException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** What a client needs to submit a job there. */
  public static void into(Configuration flink, ClusterAddress address) {
    flink.set(DeploymentOptions.TARGET, "remote");
    flink.set(DeploymentOptions.ATTACHED, false);
    flink.set(RestOptions.ADDRESS, address.host());
    flink.set(RestOptions.PORT, address.port());
  }

  public ClusterAddress address() {
    return address;
  }

  /** All that it remembers, ended ones too, the newest first. */
  public List<JobStatusMessage> jobs()
      throws UnreachableException, ClusterException, InterruptedException {
    Collection<JobStatusMessage> jobs = answer(client.listJobs(), "listing the jobs", timeout);
    return jobs.stream()
        .sorted(Comparator.comparingLong(JobStatusMessage::getStartTime).reversed())
        .toList();
  }

  /** The job of that name that has not ended. */
  public Optional<JobStatusMessage> running(String name)
      throws UnreachableException, ClusterException, InterruptedException {
    return jobs().stream()
        .filter(job -> job.getJobName().equals(name))
        .filter(job -> !job.getJobState().isGloballyTerminalState())
        .findFirst();
  }

  public JobStatus status(JobID job)
      throws UnreachableException, ClusterException, InterruptedException {
    return answer(client.getJobStatus(job), "asking for the job", timeout);
  }

  /** Why a job that has ended did so; empty when it was no failure. */
  public Optional<String> failure(JobID job)
      throws UnreachableException, ClusterException, InterruptedException {
    return answer(client.requestJobResult(job), "asking for the job's result", timeout)
        .getSerializedThrowable()
        .map(failure -> FailureWords.ofTrace(failure.getFullStringifiedStackTrace()));
  }

  public void cancel(JobID job)
      throws UnreachableException, ClusterException, InterruptedException {
    answer(client.cancel(job), "cancelling the job", timeout);
  }

  /**
   * @return the savepoint's path
   */
  public String stop(JobID job, boolean drain, String directory)
      throws UnreachableException, ClusterException, InterruptedException {
    return answer(
        client.stopWithSavepoint(job, drain, directory, SavepointFormatType.CANONICAL),
        "the savepoint",
        timeout);
  }

  /**
   * @return the savepoint's path
   */
  public String savepoint(JobID job, String directory)
      throws UnreachableException, ClusterException, InterruptedException {
    return answer(
        client.triggerSavepoint(job, directory, SavepointFormatType.CANONICAL),
        "the savepoint",
        timeout);
  }

  /**
   * A page of the REST interface.
   *
   * @param path with its query
   */
  public JsonNode page(String path)
      throws UnreachableException, ClusterException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(timeout).build();
    HttpResponse<String> response;
    try {
      response = http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw unreachable(e);
    }
    JsonNode page;
    try {
      page = JSON.readTree(response.body());
    } catch (IOException e) {
      throw new ClusterException(address + path + " is no page of Flink's REST interface", e);
    }
    if (response.statusCode() == UNAVAILABLE) {
      throw new UnreachableException(
          "the JobManager at %s is not ready: %s".formatted(address, errors(page)), null);
    }
    if (response.statusCode() != OK) {
      throw new ClusterException("%s%s: %s".formatted(address, path, errors(page)));
    }
    return page;
  }

  private static String errors(JsonNode page) {
    StringBuilder errors = new StringBuilder();
    page.path("errors").forEach(error -> errors.append(error.asText()).append('\n'));
    return FailureWords.ofTrace(errors.toString());
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T answer(CompletableFuture<T> future, String what, Duration patience)
      throws UnreachableException, ClusterException, InterruptedException {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new UnreachableException(
          "%s at %s takes longer than %d s; --timeout gives it more"
              .formatted(what, address, patience.toSeconds()),
          e);
    } catch (ExecutionException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof java.net.ConnectException
            || cause instanceof java.nio.channels.ClosedChannelException) {
          throw unreachable(cause);
        }
      }
      throw new ClusterException(what + " failed: " + FailureWords.of(e.getCause()), e);
    }
  }

  private UnreachableException unreachable(Throwable cause) {
    return new UnreachableException(
        "no Flink cluster answers at %s (%s); %s"
            .formatted(
                address,
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(),
                address.mend()),
        cause);
  }
}
