package io.tideline.runner;

import io.tideline.runner.compile.JobCompiler;
import io.tideline.runner.compile.SchemaChecks;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.script.References;
import io.tideline.runner.script.RenderedStatement;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Hands a job to the Flink cluster around this program. */
final class Submission {

  private final ProjectOptions project;
  private final String job;

  Submission(ProjectOptions project, String job) {
    this.project = project;
    this.job = job;
  }

  void submit() throws Exception {
    PipelineConfiguration configuration = project.configuration();
    List<RenderedStatement> statements =
        new References(configuration).render(project.statements(job));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(
            new JobSettings(configuration, job).flink());
    new JobCompiler(environment, SchemaChecks.AS_DECLARED)
        .compile(statements)
        .job()
        .submit(new Configuration());
  }
}
