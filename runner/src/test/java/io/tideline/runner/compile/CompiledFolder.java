package io.tideline.runner.compile;

import io.tideline.runner.configuration.ConfigurationLoader;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.job.JobSettings;
import io.tideline.runner.script.References;
import io.tideline.runner.script.Script;
import io.tideline.runner.script.ScriptProblem;
import io.tideline.runner.script.Splitter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder of one file, compiled without a connection. */
public final class CompiledFolder {

  private CompiledFolder() {}

  public static Compilation compile(String sql) throws Exception {
    PipelineConfiguration configuration =
        new ConfigurationLoader(Map.of(), Path.of("/base"))
            .load(Path.of("../conf/pipeline.yaml"), List.of("deliver.parallelism=1"));
    return new JobCompiler(new JobSettings(configuration, "deliver"), SchemaChecks.NONE)
        .compile(
            new References(configuration).render(Splitter.statements(new Script("a.sql", sql))));
  }

  static List<String> problems(String sql) throws Exception {
    return compile(sql).problems().stream().map(ScriptProblem::toString).toList();
  }
}
