package io.tideline.runner.life;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Which of the pipeline's jobs a verb is for. */
final class JobArgument {

  private static final List<String> JOBS = List.of("capture", "deliver");

  @Parameters(
      paramLabel = "JOB",
      defaultValue = "all",
      arity = "0..1",
      completionCandidates = Candidates.class,
      description = "capture, deliver, or all (default: ${DEFAULT-VALUE}).")
  private String job;

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  /** Upstream first. */
  List<String> jobs() {
    if (job.equals("all")) {
      return JOBS;
    }
    if (!JOBS.contains(job)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "there is no job '" + job + "'; say capture, deliver or all");
    }
    return List.of(job);
  }

  /** For an option that means nothing for all jobs at once. */
  void requireOne(String option) {
    if (jobs().size() > 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), option + " is for one job; say capture or deliver");
    }
  }

  /** For completion in a shell. */
  static final class Candidates implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return List.of("capture", "deliver", "all").iterator();
    }
  }
}
