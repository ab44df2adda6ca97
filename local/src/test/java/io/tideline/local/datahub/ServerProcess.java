package io.tideline.local.datahub;

import static io.tideline.local.datahub.SdkClient.ACCESS_ID;
import static io.tideline.local.datahub.SdkClient.ACCESS_KEY;

import io.tideline.local.Local;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The verb {@code datahub} as a process of its own, with the memory it must do with. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final String endpoint;

  private ServerProcess(Process process, String endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static ServerProcess start(Path data, int port) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Local.class.getName(),
                "datahub"));
    command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TIDELINE_DATAHUB_ACCESS_ID", ACCESS_ID);
    builder.environment().put("TIDELINE_DATAHUB_ACCESS_KEY", ACCESS_KEY);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    // Standard output also carries the log.
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("datahub: ") && line.endsWith(" ready")) {
        return new ServerProcess(process, line.split(" ")[1]);
      }
    }
    throw new IOException("The server ended before it was ready.");
  }

  String endpoint() {
    return endpoint;
  }

  int port() {
    return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The server did not stop within 20 s.");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
