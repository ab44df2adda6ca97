package io.tideline.connector.oceanbase;

import io.tideline.check.CheckOutput;
import io.tideline.check.OptionArguments;
import io.tideline.connector.oceanbase.check.DatabaseCheck;
import io.tideline.connector.oceanbase.check.DatabaseNotReadyException;
import io.tideline.connector.oceanbase.reader.ReaderOptions;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfigFactory;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Looks at a database as capture does before it starts, for a runner that does not know this jar's
 * classes: {@code ToolProvider.findFirst("tideline-check-database")}.
 *
 * <pre>
 * tideline-check-database key=value …
 * </pre>
 *
 * <p>The arguments are the options of a table of 'oceanbase-cdc'. The lines are those of {@link
 * CheckOutput}. Exit codes: 0; 1 when something failed; 2 when the arguments are wrong.
 */
public final class DatabaseCheckTool implements ToolProvider {

  @Override
  public String name() {
    return "tideline-check-database";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... args) {
    CheckOutput report = new CheckOutput(out);
    try {
      new DatabaseCheck(config(OptionArguments.parse(List.of(args))).createConfig(0)).run(report);
      return report.exitCode();
    } catch (DatabaseNotReadyException e) {
      report.fail(e.getMessage(), "start it, or mend host, port, user and password");
      return report.exitCode();
    } catch (IllegalStateException | UncheckedIOException e) {
      // A secret that is not on this machine.
      report.fail(e.getMessage(), "");
      return report.exitCode();
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static MySqlSourceConfigFactory config(Map<String, String> given) {
    ReadableConfig options = Configuration.fromMap(given);
    MySqlSourceConfigFactory config =
        new MySqlSourceConfigFactory()
            .hostname(options.get(MySqlSourceOptions.HOSTNAME))
            .port(options.get(MySqlSourceOptions.PORT))
            .username(options.get(MySqlSourceOptions.USERNAME))
            .databaseList(options.get(MySqlSourceOptions.DATABASE_NAME))
            .connectTimeout(options.get(MySqlSourceOptions.CONNECT_TIMEOUT));
    options.getOptional(MySqlSourceOptions.SERVER_TIME_ZONE).ifPresent(config::serverTimeZone);
    ChangeEventSettings settings =
        new ChangeEventSettings(
            options.getOptional(OceanBaseConnectorOptions.SOURCE_NAME).orElse(""),
            new ReaderOptions(
                options.get(OceanBaseConnectorOptions.LOG_EPOCH),
                options.get(OceanBaseConnectorOptions.LOG_LOST),
                ReaderOptions.UNLIMITED),
            given);
    if (options.get(OceanBaseConnectorOptions.CHANGES_AS_EVENTS)) {
      settings.applyTo(config);
    } else {
      config.tableList(
          options.get(MySqlSourceOptions.DATABASE_NAME)
              + "\\."
              + options.get(MySqlSourceOptions.TABLE_NAME));
    }
    return config.password(settings.password().resolve());
  }
}
