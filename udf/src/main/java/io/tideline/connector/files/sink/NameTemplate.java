package io.tideline.connector.files.sink;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How files are called: text with placeholders, which has in it all that makes two files differ.
 */
public final class NameTemplate implements Serializable {

  public static final String DEFAULT = "{database}_{table}_{yyyyMMddHHmmss}_{partition}.{suffix}";

  static final String DATABASE = "database";
  static final String TABLE = "table";
  static final String PARTITION = "partition";
  static final String SUFFIX = "suffix";

  private static final long serialVersionUID = 1L;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern UNIT = Pattern.compile("yyyy|MM|dd|HH|mm|ss|SSS");
  private static final Pattern TIME = Pattern.compile("(?:" + UNIT + "|[-_.])+");
  private static final List<String> UNITS = List.of("yyyy", "MM", "dd", "HH", "mm", "ss");

  /** A text, or what stands for one. */
  static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;
    private final boolean placeholder;
    private final String text;

    private Part(boolean placeholder, String text) {
      this.placeholder = placeholder;
      this.text = text;
    }

    boolean is(String name) {
      return placeholder && text.equals(name);
    }

    boolean isTime() {
      return placeholder && TIME.matcher(text).matches() && UNIT.matcher(text).find();
    }

    String text() {
      return text;
    }
  }

  private final String template;
  private final ArrayList<Part> parts = new ArrayList<>();

  /**
   * @throws IllegalArgumentException when two files could have one name, or a name would be none
   */
  public NameTemplate(String template) {
    this.template = template;
    Matcher placeholder = PLACEHOLDER.matcher(template);
    int end = 0;
    while (placeholder.find()) {
      addText(template.substring(end, placeholder.start()));
      addPlaceholder(placeholder.group(1));
      end = placeholder.end();
    }
    addText(template.substring(end));
    checkAllIsIn();
  }

  List<Part> parts() {
    return parts;
  }

  private void addText(String text) {
    if (text.isEmpty()) {
      return;
    }
    if (!text.codePoints().allMatch(NameTemplate::isAllowed)) {
      throw wrong("has '" + text + "', which a file's name cannot have in it");
    }
    if (parts.isEmpty() && ("._ ".indexOf(text.charAt(0)) >= 0)) {
      throw wrong("begins with '" + text.charAt(0) + "', and readers pass over such files");
    }
    parts.add(new Part(false, text));
  }

  private static boolean isAllowed(int c) {
    String between = "x" + Character.toString(c) + "x";
    return c != '{' && c != '}' && SafeName.of(between).equals(between);
  }

  private void addPlaceholder(String name) {
    Part part = new Part(true, name);
    if (!Set.of(DATABASE, TABLE, PARTITION, SUFFIX).contains(name) && !part.isTime()) {
      throw wrong(
          "has {"
              + name
              + "}; there are {database}, {table}, {partition}, {suffix}, and times such as {yyyyMMddHHmmss} of yyyy, MM, dd,"
              + " HH, mm, ss, SSS and - _ . between them");
    }
    parts.add(part);
  }

  private void checkAllIsIn() {
    Set<String> missing = new TreeSet<>();
    for (String name : List.of(DATABASE, TABLE, PARTITION, SUFFIX)) {
      long count = parts.stream().filter(part -> part.is(name)).count();
      if (count > 1) {
        throw wrong("has {" + name + "} " + count + " times; once is enough");
      }
      if (count == 0) {
        missing.add("{" + name + "}");
      }
    }
    String times =
        parts.stream().filter(Part::isTime).map(Part::text).collect(Collectors.joining(" "));
    UNITS.stream()
        .filter(unit -> !times.contains(unit))
        .forEach(unit -> missing.add("{" + unit + "}"));
    if (!missing.isEmpty()) {
      throw wrong("lacks " + String.join(", ", missing) + ": two files could have one name");
    }
    int last = parts.size() - 1;
    if (!parts.get(last).is(SUFFIX)
        || !parts.get(last - 1).text.endsWith(".")
        || parts.get(last - 1).placeholder) {
      throw wrong("does not end in .{suffix}, by which readers know the format");
    }
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "option 'file-name' is '" + template + "' and " + what + "; the default is " + DEFAULT);
  }

  @Override
  public String toString() {
    return template;
  }
}
