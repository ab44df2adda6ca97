package io.tideline.connector;

import io.tideline.check.OptionArguments;
import io.tideline.connector.changes.ChangesDynamicTableFactory;
import io.tideline.connector.datahub.table.DataHubDynamicTableFactory;
import io.tideline.connector.datahub.table.OptionsWithoutEffect;
import io.tideline.connector.files.ChangeFilesDynamicTableFactory;
import io.tideline.connector.files.OptionsOfOtherFormats;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.apache.flink.configuration.Configuration;

/**
 * Names the options of a table that its connector does nothing with, for a runner that does not
 * know this jar's classes: {@code ToolProvider.findFirst("tideline-options")}.
 *
 * <pre>
 * tideline-options source|sink connector=datahub key=value …
 * </pre>
 *
 * <p>A line each: the option, a tab, and why. Exit codes: 0; 2 when the arguments are wrong.
 */
public final class OptionsTool implements ToolProvider {

  @Override
  public String name() {
    return "tideline-options";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... args) {
    try {
      boolean sink = isSink(args);
      Map<String, String> options =
          OptionArguments.parse(Arrays.asList(args).subList(1, args.length));
      idle(options, sink).forEach((option, why) -> out.println(option + "\t" + why));
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static boolean isSink(String... args) {
    String role = args.length == 0 ? "" : args[0];
    if (!role.equals("sink") && !role.equals("source")) {
      throw new IllegalArgumentException(
          "the first argument is source or sink, not '" + role + "'");
    }
    return role.equals("sink");
  }

  private static Map<String, String> idle(Map<String, String> options, boolean sink) {
    Configuration values = Configuration.fromMap(options);
    switch (options.getOrDefault("connector", "")) {
      case DataHubDynamicTableFactory.IDENTIFIER:
        return sink
            ? OptionsWithoutEffect.reasonsOfSink(values)
            : OptionsWithoutEffect.reasonsOfSource(values);
      case ChangesDynamicTableFactory.IDENTIFIER:
        return OptionsWithoutEffect.reasonsOfSource(values);
      case ChangeFilesDynamicTableFactory.IDENTIFIER:
        return OptionsOfOtherFormats.in(options);
      default:
        return Map.of();
    }
  }
}
