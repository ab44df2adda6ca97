package io.tideline.runner;

import io.tideline.runner.compile.Compilation;
import io.tideline.runner.compile.JobCompiler;
import io.tideline.runner.compile.SchemaChecks;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.life.ClusterOptions;
import io.tideline.runner.plan.PlanJson;
import io.tideline.runner.plan.PlanText;
import io.tideline.runner.plan.Resumption;
import io.tideline.runner.plan.RouteForms;
import io.tideline.runner.plan.StateComparison;
import io.tideline.runner.script.References;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plan}: a job as it would run, and what becomes of its state. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Show a job as it would run: sources, routes, parallelism, and what becomes of its state.",
      "Compares with the running job, where one runs, else with the newest point: which routes and operators are new,"
          + " changed or gone, and whether the state restores. Connects to no database and no topic, and starts nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the state restores, or there is none yet",
      "1:the state does not restore, or cannot be read",
      "2:mistakes in configuration or scripts",
      "3:the cluster of --jobmanager does not answer"
    })
final class PlanCommand implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private ClusterOptions cluster;

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB",
      description = "capture or deliver (default: deliver).")
  private String job = "deliver";

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description =
          "A checkpoint or savepoint to compare with instead of the running job or the newest point.")
  private String from;

  @Option(names = "--json", description = "Print an object instead of lines.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!JobChoice.ALL.names().contains(job)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "JOB is capture or deliver, not '" + job + "'");
    }
    PipelineConfiguration configuration = project.configuration();
    JobSettings settings = new JobSettings(configuration, job);
    Compilation compiled =
        new JobCompiler(settings, SchemaChecks.NONE)
            .compile(new References(configuration).render(project.statements(job)));
    Resumption resumption = Resumption.of(compiled, settings.stateDirectory());
    PlanBase base =
        from == null
            ? PlanBase.find(
                cluster,
                settings,
                RouteForms.of(compiled),
                resumption,
                spec.commandLine().getErr()::println)
            : PlanBase.of(from, resumption);
    print(compiled, resumption, base);
    return base.state().map(StateComparison::restores).orElse(true) ? 0 : 1;
  }

  private void print(Compilation compiled, Resumption resumption, PlanBase base) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> plan =
          PlanJson.of(job, resumption.operators(), compiled.routes(), base.state());
      plan.put("running", base.running().map(PlanJson::running).orElse(null));
      JsonOutput.print(out, plan);
      return;
    }
    new PlanText(job, resumption.operators(), compiled.routes())
        .lines(base.running(), base.state())
        .forEach(out::println);
    out.flush();
  }
}
