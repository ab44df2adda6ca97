package io.tideline.runner.validation;

import io.tideline.runner.compile.Compilation;
import io.tideline.runner.compile.JobCompiler;
import io.tideline.runner.compile.SchemaChecks;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.script.References;
import io.tideline.runner.script.ScriptException;
import io.tideline.runner.script.Statement;
import java.util.List;

/** Looks at a job without a connection to anything. */
public final class Validation {

  private static final List<Rule> RULES =
      List.of(
          new UndeliverableRows(),
          new FileNames(),
          new PlannerState(),
          new CapturedTables(),
          new ForgottenKeys(),
          new UnusedTables(),
          new IgnoredOptions());

  private final PipelineConfiguration configuration;
  private final Remarks remarks;

  /**
   * @param remarks receives what is found
   */
  public Validation(PipelineConfiguration configuration, Remarks remarks) {
    this.configuration = configuration;
    this.remarks = remarks;
  }

  /**
   * @param job capture or deliver
   */
  public void check(String job, List<Statement> statements) {
    References references = new References(configuration);
    try {
      Compilation compilation =
          new JobCompiler(new JobSettings(configuration, job), SchemaChecks.NONE)
              .compile(ReuseOptions.without(references.render(statements), remarks));
      compilation.problems().forEach(remarks::mistake);
      ValidatedJob validated = new ValidatedJob(job, configuration, compilation);
      RULES.forEach(rule -> rule.check(validated, remarks));
      UnguardedFunctions.warnOf(statements, remarks);
    } catch (ScriptException e) {
      remarks.mistakes(e);
    }
  }
}
