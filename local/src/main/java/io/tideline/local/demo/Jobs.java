package io.tideline.local.demo;

import io.tideline.local.demo.process.Child;
import io.tideline.local.demo.process.FreePort;
import io.tideline.local.demo.process.Launcher;
import io.tideline.local.demo.process.Program;
import io.tideline.local.demo.progress.FinishedRows;
import io.tideline.local.demo.progress.JobMetrics;
import io.tideline.local.demo.progress.Progress;
import io.tideline.local.demo.progress.TopicStatus;
import io.tideline.local.demo.progress.Watch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The DataHub server, the topic and the two jobs, each in a process of its own. */
final class Jobs implements AutoCloseable {

  private static final int SERVER_PORT = 18080;
  private static final Duration SERVER_PATIENCE = Duration.ofSeconds(60);
  private static final int TOPIC_SECONDS = 60;

  private final DemoSettings settings;
  private final DemoDirectory directory;
  private final Consumer<String> say;
  private final Launcher launcher;
  private Child server;
  private Child capture;
  private Child deliver;
  private JobMetrics captureMetrics;
  private JobMetrics deliverMetrics;
  private Watch watch;

  Jobs(DemoSettings settings, DemoDirectory directory, Consumer<String> say) {
    this.settings = settings;
    this.directory = directory;
    this.say = say;
    this.launcher = new Launcher(settings.home(), directory.root(), directory.logs());
  }

  void start(DemoSecrets secrets, int databasePort) throws IOException, InterruptedException {
    Programs programs = new Programs(directory, secrets, databasePort, FreePort.from(SERVER_PORT));
    EnvironmentFile.write(directory.environment(), programs.pipeline());
    server = new Child(programs.server(), launcher, say);
    server.start();
    TopicStatus topic =
        new TopicStatus(URI.create(programs.serverAddress()), Programs.PROJECT, Programs.TOPIC);
    awaitServer(topic, launcher.log(programs.server()));
    createTopic(programs.topicCreate());

    int capturePort = FreePort.from(settings.webPort());
    int deliverPort = FreePort.from(capturePort + 1);
    capture = new Child(programs.capture(capturePort), launcher, say);
    capture.start();
    deliver = new Child(programs.deliver(deliverPort), launcher, say);
    deliver.start();
    captureMetrics = new JobMetrics(web(capturePort), List.of("capturedChanges"), List.of());
    deliverMetrics =
        new JobMetrics(
            web(deliverPort),
            List.of("delivered", "undeliverable"),
            List.of("reachedSinkLatencyMs_median", "reachedSinkLatencyMs_p99"));
    watch =
        new Watch(
            topic,
            captureMetrics,
            deliverMetrics,
            new FinishedRows(directory.output()),
            new FinishedRows(directory.deadLetters()));
    say.accept("DataHub:      " + programs.serverAddress());
    say.accept("Capture job:  " + web(capturePort));
    say.accept("Deliver job:  " + web(deliverPort));
  }

  Progress look(long database) throws IOException, SQLException, InterruptedException {
    return watch.look(database);
  }

  long newestCaptureCheckpoint() throws InterruptedException {
    return captureMetrics.newestCheckpoint();
  }

  long newestDeliverCheckpoint() throws InterruptedException {
    return deliverMetrics.newestCheckpoint();
  }

  /**
   * @throws DemoException when one of them keeps dying
   */
  void requireAlive() throws DemoException {
    server.requireAlive();
    capture.requireAlive();
    deliver.requireAlive();
  }

  /** Stops what is upstream first, so that nobody waits for a part that is gone. */
  @Override
  public void close() {
    for (Child child : new Child[] {capture, deliver, server}) {
      if (child != null) {
        child.close();
      }
    }
  }

  private void awaitServer(TopicStatus topic, Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SERVER_PATIENCE.toNanos();
    while (!topic.isUp()) {
      server.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new DemoException(
            "the DataHub server does not answer; its output is in "
                + log
                + ", its log in "
                + directory.logs().resolve("datahub.log"));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void createTopic(Program program) throws IOException, InterruptedException {
    Path log = launcher.log(program);
    Files.deleteIfExists(log);
    Process process = launcher.start(program);
    if (!process.waitFor(TOPIC_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new DemoException("the topic was not created in time; the output is in " + log);
    }
    if (process.exitValue() != 0) {
      throw new DemoException(
          "the topic cannot be created; the output is in %s:%n%s"
              .formatted(log, Files.readString(log).strip()));
    }
  }

  private static URI web(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
