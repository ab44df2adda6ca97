package io.tideline.runner.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.runner.configuration.ConfigurationLoader;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.script.References;
import io.tideline.runner.script.ScriptFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicCreationTest {

  @Test
  void theTopicIsMadeFromTheTableThatCaptureInsertsInto() throws Exception {
    PipelineConfiguration configuration =
        new ConfigurationLoader(Map.of(), Path.of(""))
            .load(Path.of("../conf/pipeline.yaml"), List.of("datahub.shards=7"));
    StringWriter out = new StringWriter();

    int exitCode =
        new TopicCreation(configuration, new PrintWriter(out), new PrintWriter(out))
            .create(
                new References(configuration)
                    .render(ScriptFolder.statements(Path.of("../sql/capture"))));

    assertThat(exitCode).isEqualTo(TopicToolOfTests.EXIT_CODE);
    assertThat(out.toString())
        .contains("create --endpoint http://127.0.0.1:18080 --project tideline --topic changes")
        .contains("--access-id ${env:TIDELINE_DATAHUB_ACCESS_ID}")
        .contains("--access-key ${env:TIDELINE_DATAHUB_ACCESS_KEY}")
        .contains("--shards 7 --lifecycle 3 --subscription deliver")
        .contains("--column event_id:STRING --column op:STRING")
        .contains("--column event_time:TIMESTAMP --column primary_key:STRING --column before:");
  }
}
