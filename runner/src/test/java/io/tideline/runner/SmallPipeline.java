package io.tideline.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of SQL that needs no connector of ours: numbers, counted on from a checkpoint. */
final class SmallPipeline {

  private final Path directory;

  SmallPipeline(Path directory) throws IOException {
    this.directory = directory;
    Path folder = Files.createDirectories(directory.resolve("sql/capture"));
    Files.writeString(
        folder.resolve("10_tables.sql"),
        """
        -- A semicolon; in a comment.
        CREATE TABLE numbers (n BIGINT, t AS 'a;b') WITH (
          'connector' = 'datagen', 'rows-per-second' = '200', 'fields.n.kind' = 'sequence',
          'fields.n.start' = '1', 'fields.n.end' = '1000000');
        SET 'pipeline.operator-chaining.enabled' = 'false';
        CREATE TABLE seen (n BIGINT, t STRING) WITH ('connector' = 'print');
        """);
    Files.writeString(folder.resolve("20_go.sql"), "INSERT INTO seen SELECT * FROM numbers;\n");
  }

  Path state() {
    return directory.resolve("state");
  }

  List<String> arguments(String... first) {
    List<String> arguments = new ArrayList<>(List.of(first));
    arguments.addAll(List.of("--job", "capture", "--sql", directory.resolve("sql").toString()));
    arguments.addAll(List.of("--set", "capture.state.directory=" + state()));
    arguments.addAll(List.of("--set", "capture.checkpoint.interval=300 ms"));
    return arguments;
  }
}
