package io.tideline.connector.datahub;

import io.tideline.check.CheckOutput;
import io.tideline.check.OptionArguments;
import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.DataHubException;
import io.tideline.connector.datahub.client.SdkDataHubClient;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Looks at a topic as a job will use it, for a runner that does not know this jar's classes: {@code
 * ToolProvider.findFirst("tideline-check-topic")}.
 *
 * <pre>
 * tideline-check-topic read|write endPoint=URL project=P topic=T subId=S accessId=ID accessKey=KEY …
 * </pre>
 *
 * <p>The arguments after the first are the options of a table of 'datahub' or 'changes'. The lines
 * are those of {@link CheckOutput}. No record is written, and nobody's session is taken over. Exit
 * codes: 0; 1 when something failed; 2 when the arguments are wrong.
 */
public final class TopicCheckTool implements ToolProvider {

  @Override
  public String name() {
    return "tideline-check-topic";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... args) {
    CheckOutput report = new CheckOutput(out);
    try {
      boolean write = isWrite(args);
      List<String> rest = Arrays.asList(args).subList(1, args.length);
      check(Configuration.fromMap(OptionArguments.parse(rest)), write, report);
      return report.exitCode();
    } catch (DataHubException e) {
      report.fail(e.getMessage(), TopicAccess.mend(e));
      return report.exitCode();
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static boolean isWrite(String... args) {
    String use = args.length == 0 ? "" : args[0];
    if (!use.equals("read") && !use.equals("write")) {
      throw new IllegalArgumentException("the first argument is read or write, not '" + use + "'");
    }
    return use.equals("write");
  }

  private static void check(ReadableConfig options, boolean write, CheckOutput report)
      throws DataHubException {
    DataHubConnection connection = DataHubConnection.fromOptions(options);
    Optional<String> missing = connection.missingSecret();
    if (missing.isPresent()) {
      report.fail(missing.get(), "");
      return;
    }
    try (DataHubClient client = new SdkDataHubClient(connection)) {
      TopicAccess access = new TopicAccess(client, connection, report);
      if (!access.topic()) {
        return;
      }
      if (write) {
        access.write();
      } else {
        access.read(options.get(DataHubConnectorOptions.SUB_ID));
      }
    }
  }
}
