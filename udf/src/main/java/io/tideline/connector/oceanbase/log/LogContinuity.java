package io.tideline.connector.oceanbase.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;

/**
 * Decides whether the server's log goes on from where capture stands. Upstream asks only whether a
 * file of the name exists, which a log that began anew may have, too.
 */
public final class LogContinuity {

  private final ServerLog server;

  public LogContinuity(ServerLog server) {
    this.server = server;
  }

  /**
   * @param offset where to read on, stamped with the log it belongs to
   * @return null when the log goes on from there
   */
  public LogLoss lossAt(BinlogOffset offset) {
    String file = offset.getFilename();
    List<LogFile> files = server.files();
    LogFile found = files.stream().filter(log -> log.name().equals(file)).findFirst().orElse(null);
    if (found == null) {
      return missing(file, files);
    }
    if (found.size() < offset.getPosition()) {
      return LogLoss.replaced(
          String.format(
              "its log %s has %d bytes, but capture has read it up to %d: the log was begun anew",
              file, found.size(), offset.getPosition()));
    }
    return replaced(file, StampedOffset.log(offset));
  }

  /**
   * Whether all chunks of a snapshot were read beside one and the same log, and that of now.
   *
   * @param watermarks the ends of the chunks, stamped
   */
  public LogLoss lossAmong(List<BinlogOffset> watermarks) {
    Map<String, LogIdentity> known = new HashMap<>();
    for (BinlogOffset watermark : watermarks) {
      LogIdentity log = StampedOffset.log(watermark);
      if (log != null) {
        LogIdentity other = known.putIfAbsent(watermark.getFilename(), log);
        if (other != null && !other.equals(log)) {
          return LogLoss.replaced(
              String.format(
                  "the log was begun anew during the snapshot: %s was the file of %s and of %s",
                  watermark.getFilename(), other, log));
        }
      }
    }
    List<LogFile> files = server.files();
    for (Map.Entry<String, LogIdentity> file : known.entrySet()) {
      boolean exists = files.stream().anyMatch(log -> log.name().equals(file.getKey()));
      LogLoss loss =
          exists ? replaced(file.getKey(), file.getValue()) : missing(file.getKey(), files);
      if (loss != null) {
        return loss;
      }
    }
    return null;
  }

  private LogLoss replaced(String file, LogIdentity known) {
    LogIdentity now = known == null ? null : server.identityOf(file);
    if (now == null || now.equals(known)) {
      return null;
    }
    return LogLoss.replaced(
        String.format(
            "its log %s is another one than capture has read (server@begun is %s, was %s): the log"
                + " was begun anew, or this is another server",
            file, now, known));
  }

  private static LogLoss missing(String file, List<LogFile> files) {
    if (files.isEmpty()) {
      return LogLoss.replaced("it has no log file at all, and capture stands in " + file);
    }
    int number = LogFile.number(file);
    String have =
        files.stream().map(LogFile::name).limit(3).collect(Collectors.joining(", "))
            + (files.size() > 3 ? ", … " + files.get(files.size() - 1).name() : "");
    boolean behind = files.get(files.size() - 1).number() < number;
    return behind
        ? LogLoss.replaced(
            String.format(
                "its log has no file %s, only %s: it began to number its files anew", file, have))
        : LogLoss.purged(
            String.format(
                "its log has no file %s any more, only %s: it was purged before capture read it",
                file, have));
  }
}
