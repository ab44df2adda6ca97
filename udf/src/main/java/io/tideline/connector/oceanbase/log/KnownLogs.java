package io.tideline.connector.oceanbase.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which log each file belongs to that this reader has seen. The thread that reads the log learns
 * it, the one that checkpoints asks for it.
 */
public final class KnownLogs {

  private final Map<String, LogIdentity> byFile = new ConcurrentHashMap<>();

  /**
   * @return the identity that was known before, and stays, when it is another one; else null
   */
  public LogIdentity learn(String file, LogIdentity identity) {
    LogIdentity known = byFile.putIfAbsent(file, identity);
    return identity.equals(known) ? null : known;
  }

  /** Null when not known. */
  public LogIdentity of(String file) {
    return file == null ? null : byFile.get(file);
  }

  /** The file's log, asked of the server when it is seen for the first time. */
  public LogIdentity ofOrAsk(String file, ServerLog server) {
    return byFile.computeIfAbsent(file, server::identityOf);
  }

  /** Files before this one will not be asked for again. */
  public void forgetBefore(String file) {
    if (byFile.size() > 1) {
      int number = LogFile.number(file);
      byFile.keySet().removeIf(name -> LogFile.number(name) < number);
    }
  }
}
