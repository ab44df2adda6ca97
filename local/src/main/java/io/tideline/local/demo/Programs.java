package io.tideline.local.demo;

import io.tideline.local.database.LocalDatabase;
import io.tideline.local.demo.process.Program;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The demo's other processes and how each is configured: by its environment alone. */
final class Programs {

  static final String PROJECT = "tideline";
  static final String TOPIC = "changes";

  private static final int SERVER_HEAP = 192;
  private static final int TOOL_HEAP = 192;
  private static final int CAPTURE_HEAP = 512;
  private static final int DELIVER_HEAP = 640;

  private final DemoDirectory directory;
  private final DemoSecrets secrets;
  private final int databasePort;
  private final int serverPort;

  Programs(DemoDirectory directory, DemoSecrets secrets, int databasePort, int serverPort) {
    this.directory = directory;
    this.secrets = secrets;
    this.databasePort = databasePort;
    this.serverPort = serverPort;
  }

  String serverAddress() {
    return "http://127.0.0.1:" + serverPort;
  }

  Program server() {
    return new Program(
        "datahub",
        List.of(
            "datahub",
            "--port",
            Integer.toString(serverPort),
            "--data",
            directory.datahub().toString()),
        Map.of(
            "TIDELINE_DATAHUB_ACCESS_ID", secrets.accessId(),
            "TIDELINE_DATAHUB_ACCESS_KEY", secrets.accessKey()),
        SERVER_HEAP);
  }

  Program topicCreate() {
    return new Program("topic", List.of("topic", "create"), pipeline(), TOOL_HEAP);
  }

  Program capture(int webPort) {
    return job("capture", webPort, CAPTURE_HEAP);
  }

  Program deliver(int webPort) {
    return job("deliver", webPort, DELIVER_HEAP);
  }

  private Program job(String name, int webPort, int heap) {
    return new Program(
        name,
        List.of("run", "--job", name, "--web-port", Integer.toString(webPort)),
        pipeline(),
        heap);
  }

  /** What differs from conf/pipeline.yaml: where things are, and files that are soon there. */
  Map<String, String> pipeline() {
    Map<String, String> environment = new HashMap<>();
    environment.put("TIDELINE_DATABASE_HOST", "127.0.0.1");
    environment.put("TIDELINE_DATABASE_PORT", Integer.toString(databasePort));
    environment.put("TIDELINE_DATABASE_USERNAME", LocalDatabase.USER);
    environment.put("TIDELINE_DATABASE_PASSWORD", secrets.databasePassword());
    environment.put("TIDELINE_DATABASE_NAME", "shop");
    environment.put("TIDELINE_DATABASE_TABLES", "shop\\..*");
    environment.put("TIDELINE_DATABASE_TIME_ZONE", "UTC");
    environment.put("TIDELINE_DATAHUB_ENDPOINT", serverAddress());
    environment.put("TIDELINE_DATAHUB_PROJECT", PROJECT);
    environment.put("TIDELINE_DATAHUB_TOPIC", TOPIC);
    environment.put("TIDELINE_DATAHUB_ACCESS_ID", secrets.accessId());
    environment.put("TIDELINE_DATAHUB_ACCESS_KEY", secrets.accessKey());
    environment.put("TIDELINE_CAPTURE_CHECKPOINT_INTERVAL", "2 s");
    environment.put("TIDELINE_CAPTURE_STATE_DIRECTORY", text(directory.state("capture")));
    environment.put("TIDELINE_DELIVER_CHECKPOINT_INTERVAL", "3 s");
    environment.put("TIDELINE_DELIVER_STATE_DIRECTORY", text(directory.state("deliver")));
    environment.put("TIDELINE_OUTPUT_PATH", text(directory.output()));
    environment.put("TIDELINE_OUTPUT_ROLLING_INTERVAL", "6 s");
    environment.put("TIDELINE_DEAD_LETTERS_PATH", text(directory.deadLetters()));
    return environment;
  }

  private static String text(Path path) {
    return path.toString();
  }
}
