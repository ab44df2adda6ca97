package io.tideline.connector.oceanbase.log;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;

/**
 * What capture keeps in state beside upstream's offset, in the same map: the epoch, and the log
 * that the file of the offset belonged to. An offset that an earlier version wrote has neither.
 */
public final class StampedOffset {

  private static final String EPOCH = "tideline.epoch";
  private static final String LOG = "tideline.log";

  private StampedOffset() {}

  /**
   * @param log null when not known
   */
  public static BinlogOffset of(BinlogOffset offset, int epoch, LogIdentity log) {
    Map<String, String> stamped = new HashMap<>(offset.getOffset());
    stamped.put(EPOCH, Integer.toString(epoch));
    if (log == null) {
      stamped.remove(LOG);
    } else {
      stamped.put(LOG, log.toString());
    }
    return new BinlogOffset(stamped);
  }

  /** The epoch of the offset, but not less than the given one. */
  public static int epoch(BinlogOffset offset, int least) {
    String epoch = offset.getOffset().get(EPOCH);
    return epoch == null ? least : Math.max(least, Integer.parseInt(epoch));
  }

  /** Null when not known. */
  public static LogIdentity log(BinlogOffset offset) {
    String log = offset.getOffset().get(LOG);
    return log == null ? null : LogIdentity.parse(log);
  }
}
