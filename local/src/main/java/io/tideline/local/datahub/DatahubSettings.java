package io.tideline.local.datahub;

import io.tideline.local.datahub.quota.Quotas;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a server runs.
 *
 * @param host address to listen on
 * @param port 0 for a free one
 * @param data directory for records and metadata, made if missing
 * @param fsync whether a write is acknowledged only when the disk has it; without, it survives the
 *     death of the process but perhaps not that of the machine
 * @param adminPort port on the loopback interface where faults can be injected, 0 for a free one,
 *     {@link #NO_ADMIN} for none
 * @param quotas what a shard takes in a second
 * @param longestSession what a consumer group's members may ask for as their session timeout; a
 *     longer one is shortened to it
 */
public record DatahubSettings(
    String host,
    int port,
    String accessId,
    String accessKey,
    Path data,
    boolean fsync,
    int adminPort,
    Quotas quotas,
    Duration longestSession) {

  public static final String LOOPBACK = "127.0.0.1";
  public static final int NO_ADMIN = -1;

  /** Of a consumer group's member, as the client library bounds it. */
  public static final Duration LONGEST_SESSION = Duration.ofMinutes(3);

  public DatahubSettings {
    if (accessId == null || accessId.isEmpty() || accessKey == null || accessKey.isEmpty()) {
      throw new IllegalArgumentException("accessId and accessKey must not be empty.");
    }
  }

  /** On the loopback interface, at a free port, without fsync, admin port and quotas. */
  public static DatahubSettings local(String accessId, String accessKey, Path data) {
    return new DatahubSettings(
        LOOPBACK, 0, accessId, accessKey, data, false, NO_ADMIN, Quotas.NONE, LONGEST_SESSION);
  }

  public DatahubSettings withPort(int newPort) {
    return new DatahubSettings(
        host, newPort, accessId, accessKey, data, fsync, adminPort, quotas, longestSession);
  }

  public DatahubSettings withFsync(boolean newFsync) {
    return new DatahubSettings(
        host, port, accessId, accessKey, data, newFsync, adminPort, quotas, longestSession);
  }

  public DatahubSettings withAdminPort(int newAdminPort) {
    return new DatahubSettings(
        host, port, accessId, accessKey, data, fsync, newAdminPort, quotas, longestSession);
  }

  public DatahubSettings withQuotas(Quotas newQuotas) {
    return new DatahubSettings(
        host, port, accessId, accessKey, data, fsync, adminPort, newQuotas, longestSession);
  }

  public DatahubSettings withLongestSession(Duration newLongestSession) {
    return new DatahubSettings(
        host, port, accessId, accessKey, data, fsync, adminPort, quotas, newLongestSession);
  }

  @Override
  public String toString() {
    return "http://" + host + ":" + port + ", data " + data + ", fsync " + fsync;
  }
}
