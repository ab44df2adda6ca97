package io.tideline.runner;

import io.tideline.runner.configuration.ConfigurationSchema;
import io.tideline.runner.configuration.GeneratedText;
import org.junit.jupiter.api.Test;

class SchemaFilesTest {

  @Test
  void theSchemaIsThatOfTheParameters() throws Exception {
    new GeneratedText("conf/pipeline.schema.json")
        .check(JsonOutput.text(new ConfigurationSchema().render()) + "\n");
  }
}
