package io.tideline.connector.oceanbase.log;

import java.util.List;

/** The log as the server has it now. */
public interface ServerLog {

  /** Its files, oldest first. */
  List<LogFile> files();

  /** Which log the file belongs to; null when the server does not tell. */
  LogIdentity identityOf(String file);
}
