package io.tideline.docs;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

/** The options of a connector as a table in Markdown, in the order in which they are added. */
public final class OptionTable {

  private final StringBuilder lines = new StringBuilder();
  private final Set<String> seen = new TreeSet<>();

  public OptionTable() {
    lines.append("| option | for | default | value | meaning |\n|---|---|---|---|---|\n");
  }

  /**
   * Adds the options that are not in the table yet.
   *
   * @param use what they are for: source, sink, both
   * @param required those of them without which a table is refused
   */
  public OptionTable add(
      String use,
      Collection<ConfigOption<?>> options,
      Collection<? extends ConfigOption<?>> required) {
    for (ConfigOption<?> option : options) {
      if (seen.add(option.key())) {
        lines.append(
            String.format(
                "| `%s` | %s | %s | %s | %s |%n",
                option.key(),
                use,
                required.contains(option) ? "**required**" : defaultOf(option),
                valueOf(option),
                meaningOf(option)));
      }
    }
    return this;
  }

  private static String defaultOf(ConfigOption<?> option) {
    Object value = option.defaultValue();
    if (value == null) {
      return "";
    } else if (value instanceof Duration) {
      return TimeUtils.formatWithHighestUnit((Duration) value);
    } else if (value instanceof MemorySize) {
      return ((MemorySize) value).getBytes() + " bytes";
    }
    return "`" + text(value) + "`";
  }

  private static String valueOf(ConfigOption<?> option) {
    Class<?> type = typeOf(option);
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> "`" + text(constant) + "`")
          .collect(Collectors.joining(", "));
    } else if (type == Duration.class) {
      return "duration; ms without a unit";
    } else if (type == MemorySize.class) {
      return "size; bytes without a unit";
    } else if (type == Boolean.class) {
      return "`true`, `false`";
    }
    return Number.class.isAssignableFrom(type) ? "number" : "text";
  }

  private static String text(Object value) {
    return value instanceof Enum
        ? ((Enum<?>) value).name().toLowerCase(Locale.ROOT)
        : value.toString();
  }

  private static String meaningOf(ConfigOption<?> option) {
    String meaning = new HtmlFormatter().format(option.description());
    if (meaning.isEmpty()) {
      throw new IllegalStateException("option '" + option.key() + "' has no description");
    }
    return meaning.replace("&#x27;", "'").replace("&quot;", "\"").replace("|", "\\|");
  }

  /** Flink shows the type to its own package only. */
  private static Class<?> typeOf(ConfigOption<?> option) {
    try {
      Method method = ConfigOption.class.getDeclaredMethod("getClazz");
      method.setAccessible(true);
      return (Class<?>) method.invoke(option);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
