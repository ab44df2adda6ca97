package io.tideline.local.datahub;

import io.tideline.local.datahub.quota.Quotas;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tideline datahub}: a local DataHub server until it is told to stop. */
@Command(
    name = "datahub",
    mixinStandardHelpOptions = true,
    description = "Runs a DataHub server on this machine, with its records on disk.",
    footer = {
      "",
      "Give the keys by TIDELINE_DATAHUB_ACCESS_ID and TIDELINE_DATAHUB_ACCESS_KEY, not here,",
      "where others on the machine can read them.",
      "",
      "Faults are JSON objects for POST /faults on the admin port:",
      "  {\"on\": \"put\", \"topic\": \"t\", \"shard\": \"0\", \"times\": 3,",
      "   \"do\": \"error\", \"code\": \"LimitExceeded\"}",
      "on    put, get, cursor, list-shards, get-topic, commit, heartbeat, any, ...",
      "      perhaps with project, topic, shard; after: calls that pass first;",
      "      times: calls that are struck (default: until cleared)",
      "do    error (code), delay (millis), freeze, drop-before or drop-after the",
      "      write, duplicate, lose-record (index) or reorder (index) of a put",
      "GET /faults tells how often each has fired; DELETE /faults ends them all,",
      "DELETE /faults/ID one."
    })
public final class DatahubCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      defaultValue = DatahubSettings.LOOPBACK,
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "18080",
      description = "Port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--access-id",
      defaultValue = "${env:TIDELINE_DATAHUB_ACCESS_ID}",
      description = "Access id that clients must use (default: TIDELINE_DATAHUB_ACCESS_ID).")
  private String accessId;

  @Option(
      names = "--access-key",
      defaultValue = "${env:TIDELINE_DATAHUB_ACCESS_KEY}",
      description = "Key that clients must sign with (default: TIDELINE_DATAHUB_ACCESS_KEY).")
  private String accessKey;

  @Option(
      names = "--data",
      defaultValue = ".tideline/datahub",
      description = "Directory for records and metadata (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--fsync",
      description = "Acknowledge a write only when the disk has it; slower, survives power loss.")
  private boolean fsync;

  @Option(
      names = "--admin-port",
      defaultValue = "-1",
      description =
          "Port on the loopback interface where faults can be injected, 0 for a free one"
              + " (default: none).")
  private int adminPort;

  @Option(
      names = "--quotas",
      description =
          "Refuse with LimitExceeded what the service refuses: over 2000 puts/s or 5 MB/s into one"
              + " shard, and to split or merge a shard within 5 s of its creation.")
  private boolean serviceQuotas;

  @Option(
      names = "--shard-requests",
      description = "Puts/s that one shard takes (default: no limit, or that of --quotas).")
  private Integer shardRequests;

  @Option(
      names = "--shard-bytes",
      description = "Bytes/s that one shard takes (default: no limit, or that of --quotas).")
  private Integer shardBytes;

  @Option(
      names = "--longest-session",
      defaultValue = "180",
      description =
          "Seconds after which a silent member of a consumer group loses its shards, if it asked"
              + " for no fewer (default: ${DEFAULT-VALUE}).")
  private int longestSession;

  @Override
  public Integer call() throws IOException, InterruptedException {
    require(accessId, "--access-id", "TIDELINE_DATAHUB_ACCESS_ID");
    require(accessKey, "--access-key", "TIDELINE_DATAHUB_ACCESS_KEY");
    LocalDatahub datahub =
        LocalDatahub.start(
            new DatahubSettings(
                host,
                port,
                accessId,
                accessKey,
                data,
                fsync,
                adminPort,
                quotas(),
                Duration.ofSeconds(longestSession)));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(datahub, stopped)));
    datahub
        .adminEndpoint()
        .ifPresent(
            admin ->
                spec.commandLine().getOut().println("datahub: faults at " + admin + "/faults"));
    spec.commandLine().getOut().println("datahub: " + datahub.endpoint() + " ready");
    stopped.await();
    return 0;
  }

  private Quotas quotas() {
    Quotas quotas = serviceQuotas ? Quotas.SERVICE : Quotas.NONE;
    try {
      if (shardRequests != null) {
        quotas = quotas.withRequestsPerSecond(shardRequests);
      }
      return shardBytes == null ? quotas : quotas.withBytesPerSecond(shardBytes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private void require(String value, String option, String variable) {
    if (value == null || value.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Set " + variable + " or give " + option + ".");
    }
  }

  private void stop(LocalDatahub datahub, CountDownLatch stopped) {
    try {
      datahub.close();
    } catch (IOException e) {
      spec.commandLine().getErr().println("datahub: " + e.getMessage());
    } finally {
      stopped.countDown();
    }
  }
}
