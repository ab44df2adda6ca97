package io.tideline.local.datahub;

import io.tideline.local.datahub.quota.Quotas;
import java.nio.file.Path;

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
 */
public record DatahubSettings(
    String host,
    int port,
    String accessId,
    String accessKey,
    Path data,
    boolean fsync,
    int adminPort,
    Quotas quotas) {

  public static final String LOOPBACK = "127.0.0.1";
  public static final int NO_ADMIN = -1;

  public DatahubSettings {
    if (accessId == null || accessId.isEmpty() || accessKey == null || accessKey.isEmpty()) {
      throw new IllegalArgumentException("accessId and accessKey must not be empty.");
    }
  }

  /** On the loopback interface, at a free port, without fsync, admin port and quotas. */
  public static DatahubSettings local(String accessId, String accessKey, Path data) {
    return new DatahubSettings(
        LOOPBACK, 0, accessId, accessKey, data, false, NO_ADMIN, Quotas.NONE);
  }

  public DatahubSettings withPort(int newPort) {
    return new DatahubSettings(host, newPort, accessId, accessKey, data, fsync, adminPort, quotas);
  }

  public DatahubSettings withFsync(boolean newFsync) {
    return new DatahubSettings(host, port, accessId, accessKey, data, newFsync, adminPort, quotas);
  }

  public DatahubSettings withAdminPort(int newAdminPort) {
    return new DatahubSettings(host, port, accessId, accessKey, data, fsync, newAdminPort, quotas);
  }

  public DatahubSettings withQuotas(Quotas newQuotas) {
    return new DatahubSettings(host, port, accessId, accessKey, data, fsync, adminPort, newQuotas);
  }

  @Override
  public String toString() {
    return "http://" + host + ":" + port + ", data " + data + ", fsync " + fsync;
  }
}
