package io.tideline.runner;

import io.tideline.runner.configuration.Setting;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code config show}: the effective values with their origins; secrets as references. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Print every parameter's value in force and where it comes from.",
      "That is file:line:column, an environment variable, --set or the default. Of a secret it prints the place alone."
    })
final class ConfigShowCommand implements Callable<Integer> {

  @Mixin private ConfigurationOptions options;

  @Option(names = "--json", description = "Print an array of objects instead of lines.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Collection<Setting> settings = options.load(List.of()).settings();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      List<Map<String, Object>> objects = new ArrayList<>();
      settings.forEach(setting -> objects.add(object(setting)));
      JsonOutput.print(out, objects);
      return 0;
    }
    int path = settings.stream().mapToInt(s -> s.parameter().path().length()).max().orElse(1);
    int value = settings.stream().mapToInt(s -> s.value().length()).max().orElse(1);
    String form = "%-" + path + "s = %-" + value + "s  # %s%n";
    for (Setting setting : settings) {
      out.printf(form, setting.parameter().path(), setting.value(), setting.origin());
    }
    out.flush();
    return 0;
  }

  private static Map<String, Object> object(Setting setting) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("path", setting.parameter().path());
    object.put("value", setting.value());
    object.put("origin", setting.origin().toString());
    object.put("environment", setting.parameter().environmentName());
    object.put("secret", setting.parameter().isSecret());
    return object;
  }
}
