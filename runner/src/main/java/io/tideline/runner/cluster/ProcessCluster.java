package io.tideline.runner.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** A Flink cluster of separate processes on this machine: a JobManager and TaskManagers. */
public final class ProcessCluster {

  public static final String JOB_MANAGER = "jobmanager";
  private static final String TASK_MANAGER = "taskmanager-";
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 200;

  private final ClusterDirectory directory;
  private final Consumer<String> say;

  /**
   * @param say takes a line for each thing that is done
   */
  public ProcessCluster(ClusterDirectory directory, Consumer<String> say) {
    this.directory = directory;
    this.say = say;
  }

  /** Where its JobManager is, whether it runs or not. */
  public static Optional<ClusterAddress> address(ClusterDirectory directory) {
    return Files.exists(directory.configurationFile())
        ? Optional.of(address(ClusterSettings.read(directory)))
        : Optional.empty();
  }

  private static ClusterAddress address(ClusterSettings settings) {
    return new ClusterAddress(
        "127.0.0.1", settings.webPort(), "'tideline up' starts the cluster of this machine");
  }

  /**
   * Starts what does not run of the cluster and waits until all of it does.
   *
   * @param program what its processes are made of
   * @throws ClusterException when a process ends instead of starting
   * @throws UnreachableException when it takes longer than it may
   */
  public ClusterAddress up(ClusterProgram program, ClusterSize size, Duration patience)
      throws IOException, InterruptedException, ClusterException, UnreachableException {
    directory.make();
    try (FileChannel lock = lock()) {
      boolean isUp = directory.process(JOB_MANAGER).running().isPresent();
      ClusterSettings settings =
          isUp ? ClusterSettings.read(directory) : program.settings(directory, size);
      if (isUp) {
        checkSame(settings, size);
      } else {
        // What an earlier JobManager left would look for it at its old port.
        endTaskManagers();
        if (!settings.isPortFree()) {
          throw new ClusterException(
              "port %d is taken, by another cluster perhaps; --web-port names another, 0 takes a free one"
                  .formatted(settings.webPort()));
        }
        settings.write(directory);
        startJobManager(program, settings);
      }
      for (int i = 1; i <= size.taskManagers(); i++) {
        startTaskManager(TASK_MANAGER + i, program, settings);
      }
      ClusterAddress address = address(settings);
      await(address, size.taskManagers(), patience);
      return address;
    }
  }

  /**
   * Stops every process of the cluster.
   *
   * @return how many ran
   */
  public int down() throws IOException, InterruptedException, ClusterException {
    if (directory.processes().isEmpty()) {
      return 0;
    }
    int count = 0;
    try (FileChannel lock = lock()) {
      // The JobManager first: it would begin to look for others in place of a TaskManager that
      // goes.
      for (ClusterProcess process : directory.processes()) {
        boolean ran = process.running().isPresent();
        boolean forced = process.stop(STOP_PATIENCE);
        say.accept(
            process.name()
                + (forced
                    ? ": did not stop in " + STOP_PATIENCE.toSeconds() + " s, ended by force"
                    : ran ? ": stopped" : ": had ended before"));
        count += ran ? 1 : 0;
      }
    }
    return count;
  }

  private FileChannel lock() throws IOException, ClusterException {
    FileChannel channel =
        FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new ClusterException(
          "another 'up' or 'down' works on " + directory + "; wait until it is done");
    }
    return channel;
  }

  private static void checkSame(ClusterSettings settings, ClusterSize size)
      throws ClusterException {
    if (size.slots() > 0 && settings.slots() != size.slots()) {
      throw new ClusterException(
          "the cluster is up with %d slots a task manager, not %d; 'tideline down' first"
              .formatted(settings.slots(), size.slots()));
    }
  }

  private void endTaskManagers() throws IOException, InterruptedException {
    for (ClusterProcess process : directory.processes()) {
      if (process.running().isPresent()) {
        say.accept(process.name() + ": stopped, its jobmanager had ended");
      }
      process.stop(STOP_PATIENCE);
    }
  }

  private void startJobManager(ClusterProgram program, ClusterSettings settings)
      throws IOException {
    Configuration flink = settings.flink();
    JobManagerProcessSpec memory =
        JobManagerProcessUtils.processSpecFromConfigWithNewOptionToInterpretLegacyHeap(
            flink, JobManagerOptions.JVM_HEAP_MEMORY);
    start(
        JOB_MANAGER,
        program,
        settings,
        JobManagerProcessUtils.generateJvmParametersStr(memory, flink),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        JobManagerProcessUtils.generateDynamicConfigsStr(memory));
  }

  private void startTaskManager(String name, ClusterProgram program, ClusterSettings settings)
      throws IOException {
    Configuration flink = new Configuration(settings.flink());
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(flink);
    start(
        name,
        program,
        settings,
        ProcessMemoryUtils.generateJvmParametersStr(memory),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)
            // Not the same at each start, or the end of the one before would be taken for its own.
            + " -D taskmanager.resource-id="
            + name
            + "-"
            + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));
  }

  private void start(
      String name,
      ClusterProgram program,
      ClusterSettings settings,
      String jvmArguments,
      String main,
      String arguments)
      throws IOException {
    ClusterProcess process = directory.process(name);
    Optional<ProcessHandle> running = process.running();
    if (running.isPresent()) {
      say.accept(name + ": runs already, process " + running.get().pid());
      return;
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words(jvmArguments));
    command.addAll(words(settings.flink().get(CoreOptions.FLINK_JVM_OPTIONS)));
    command.addAll(program.jvmOptions(directory.logs().resolve(name + ".log")));
    command.addAll(List.of("-cp", program.classPath(), main));
    command.addAll(List.of("--configDir", directory.configuration().toString()));
    command.addAll(words(arguments));
    ProcessHandle started =
        process.start(
            command,
            Map.of("FLINK_CONF_DIR", directory.configuration().toString()),
            directory.logs().resolve(name + ".out"));
    say.accept(name + ": started, process " + started.pid());
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  private void await(ClusterAddress address, int taskManagers, Duration patience)
      throws IOException, InterruptedException, ClusterException, UnreachableException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      requireAlive(taskManagers);
      UnreachableException silence;
      try (FlinkCluster cluster = FlinkCluster.connect(address, patience)) {
        int connected = cluster.page("/overview").path("taskmanagers").asInt();
        if (connected >= taskManagers) {
          return;
        }
        silence =
            new UnreachableException(
                "only %d of %d task managers came within %d s; their logs are in %s"
                    .formatted(connected, taskManagers, patience.toSeconds(), directory.logs()),
                null);
      } catch (UnreachableException e) {
        silence = e;
      }
      if (System.nanoTime() > deadline) {
        throw silence;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void requireAlive(int taskManagers) throws IOException, ClusterException {
    List<String> names = new ArrayList<>(List.of(JOB_MANAGER));
    for (int i = 1; i <= taskManagers; i++) {
      names.add(TASK_MANAGER + i);
    }
    for (String name : names) {
      ClusterProcess process = directory.process(name);
      if (process.running().isEmpty()) {
        throw new ClusterException(
            "%s ended as it started; its log is %s, what it printed %s"
                .formatted(
                    process.name(),
                    directory.logs().resolve(process.name() + ".log"),
                    directory.logs().resolve(process.name() + ".out")));
      }
    }
  }
}
