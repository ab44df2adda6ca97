package io.tideline.local.datahub;

import java.nio.file.Path;

/**
 * How a server runs.
 *
 * @param host address to listen on
 * @param port 0 for a free one
 * @param data directory for records and metadata, made if missing
 * @param fsync whether a write is acknowledged only when the disk has it; without, it survives the
 *     death of the process but perhaps not that of the machine
 */
public record DatahubSettings(
    String host, int port, String accessId, String accessKey, Path data, boolean fsync) {

  public static final String LOOPBACK = "127.0.0.1";

  public DatahubSettings {
    if (accessId == null || accessId.isEmpty() || accessKey == null || accessKey.isEmpty()) {
      throw new IllegalArgumentException("accessId and accessKey must not be empty.");
    }
  }

  /** On the loopback interface, at a free port, without fsync. */
  public static DatahubSettings local(String accessId, String accessKey, Path data) {
    return new DatahubSettings(LOOPBACK, 0, accessId, accessKey, data, false);
  }

  public DatahubSettings withPort(int newPort) {
    return new DatahubSettings(host, newPort, accessId, accessKey, data, fsync);
  }

  @Override
  public String toString() {
    return "http://" + host + ":" + port + ", data " + data + ", fsync " + fsync;
  }
}
