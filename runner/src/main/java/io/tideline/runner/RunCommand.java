package io.tideline.runner;

import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.job.LocalJob;
import io.tideline.runner.script.References;
import io.tideline.runner.script.RenderedStatement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: a job on a Flink cluster of its own in this process. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Run a job in this process, from its newest checkpoint, until it is stopped.",
      "What 'start' or another 'run' runs already on the same state directory is not run a second time."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped, or it came to its end",
      "1:the job failed, or did not start",
      "2:a mistake in the configuration, the SQL or the command line",
      "4:refused: the job runs already, rows would be in files twice, or state would be lost"
    })
final class RunCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Mixin private ProjectOptions project;

  @Option(
      names = "--job",
      required = true,
      paramLabel = "NAME",
      description = "A folder of SQL: capture or deliver.")
  private String job;

  @Option(
      names = "--web-port",
      paramLabel = "PORT",
      description = "Port of Flink's web page; 0 takes a free one (default: <job>.web.port).")
  private Integer webPort;

  @Option(
      names = "--drop-state",
      paramLabel = "ROUTE",
      split = ",",
      description = ProjectOptions.DROP_STATE)
  private Set<String> dropped = Set.of();

  @Override
  public Integer call() throws Exception {
    PipelineConfiguration configuration =
        webPort == null
            ? project.configuration()
            : project.configuration(List.of(job + ".web.port=" + webPort));
    new LogSettings(configuration).apply();
    References references = new References(configuration);
    List<RenderedStatement> statements = references.render(project.statements(job));
    MissingSecrets.refuse(references.used(), project.environment());
    LocalJob running = new LocalJob(job, new JobSettings(configuration, job), System.out);
    Thread stop = new Thread(() -> stop(running), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      running.start(statements, dropped::contains);
      return running.await();
    } finally {
      unhook(stop);
      running.close();
    }
  }

  /** Leaves the end of this process to itself, unless the hook is ending it already. */
  private static void unhook(Thread stop) throws InterruptedException {
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException e) {
      stop.join();
    }
  }

  private static void stop(LocalJob job) {
    try {
      job.close();
    } catch (Exception e) {
      LOG.warn("The cluster did not close in order", e);
    }
    // Being told to stop is no failure, and the JVM would report the signal.
    Runtime.getRuntime().halt(0);
  }
}
