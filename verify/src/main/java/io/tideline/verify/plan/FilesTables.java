package io.tideline.verify.plan;

import io.tideline.connector.files.sink.FileNames;
import io.tideline.connector.files.sink.NameTemplate;
import io.tideline.connector.files.sink.SafeName;
import io.tideline.runner.job.Pipeline;
import io.tideline.runner.script.RenderedStatement;
import io.tideline.runner.script.ScriptException;
import io.tideline.verify.column.FileColumn;
import io.tideline.verify.plan.FilesTable.CsvForm;
import io.tideline.verify.plan.FilesTable.Rows;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;

/** Finds in the SQL of the deliver job which files hold the changes of which table. */
public final class FilesTables {

  private static final Set<String> OF_THE_CHANGE =
      Set.of("_event_id", "_op", "_position", "_event_time");

  /** A route that takes every change as it is. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?is)\\s*INSERT\\s+INTO\\s+\\S+\\s+SELECT\\s+\\*\\s+FROM\\s+(\\S+?)\\s*;?\\s*");

  /** A node of the planner's first tree of a statement. */
  private static final Pattern NODE = Pattern.compile("(?m)^[ :|+-]*Logical(\\w+)\\(");

  /** Those that leave every row of a table where it is, and make no more of it. */
  private static final Set<String> OF_EVERY_ROW =
      Set.of("Sink", "LegacySink", "Project", "TableScan", "WatermarkAssigner");

  private static final Pattern FROM = Pattern.compile("(?is)\\bFROM\\s+([`\\w.$]+)");

  private final TableEnvironment tables =
      TableEnvironment.create(EnvironmentSettings.inStreamingMode());

  /**
   * @param statements of the folder, with their references resolved
   * @throws ScriptException when a statement is refused, or files are where this program cannot
   *     read them
   */
  public List<FilesTable> in(List<RenderedStatement> statements) throws ScriptException {
    List<FilesTable> found = new ArrayList<>();
    for (RenderedStatement rendered : statements) {
      List<String> target = rendered.statement().insertTarget();
      if (target.isEmpty()) {
        Pipeline.declare(tables, rendered);
        continue;
      }
      try {
        add(rendered.sql(), target, found);
      } catch (TableNotExistException | RuntimeException e) {
        throw rendered.explain(e);
      }
    }
    return found;
  }

  private void add(String insert, List<String> target, List<FilesTable> found)
      throws TableNotExistException {
    Map<String, String> options = options(target);
    if (!"change-files".equals(options.get("connector"))) {
      return;
    }
    Matcher plain = PLAIN.matcher(insert);
    Matcher from = FROM.matcher(insert);
    List<String> origin =
        plain.matches() ? parts(plain.group(1)) : from.find() ? parts(from.group(1)) : List.of();
    Map<String, String> changes = isTable(origin) ? options(origin) : Map.of();
    // A view may do anything.
    boolean isPlain = plain.matches() && "changes".equals(changes.get("connector"));
    if (changes.containsKey("findings") || changes.containsKey("undeliverable")) {
      return;
    }
    String source = changes.getOrDefault("table", options.get("table"));
    int dot = source.indexOf('.');
    found.add(
        new FilesTable(
            String.join(".", target),
            source.substring(0, dot),
            source.substring(dot + 1),
            directory(options),
            names(options),
            new CsvForm(
                options.getOrDefault("csv.delimiter", ",").replace("\\t", "\t"),
                options.getOrDefault("csv.null-text", ""),
                Boolean.parseBoolean(options.getOrDefault("csv.header", "true"))),
            columns(target),
            isPlain ? qualified(origin) : null,
            isPlain
                ? Rows.ALL_AS_THEY_ARE
                : takesEveryRow(insert) ? Rows.ALL_WITH_OTHER_COLUMNS : Rows.NOT_ALL));
  }

  /** Views are in the planner's tree as the queries that they are. */
  private boolean takesEveryRow(String insert) {
    String tree = tables.explainSql(insert).split("== Optimized Physical Plan ==", 2)[0];
    return NODE.matcher(tree).results().map(node -> node.group(1)).allMatch(OF_EVERY_ROW::contains);
  }

  private List<FileColumn> columns(List<String> target) {
    List<FileColumn> columns = new ArrayList<>();
    for (Column column : tables.from(path(target)).getResolvedSchema().getColumns()) {
      if (column.isPhysical() && !OF_THE_CHANGE.contains(column.getName())) {
        columns.add(FileColumn.of(column.getName(), column.getDataType().getLogicalType()));
      }
    }
    return columns;
  }

  /** Where the sink puts the files of the table. */
  private static Path directory(Map<String, String> options) {
    String path = options.get("path");
    URI uri = new org.apache.flink.core.fs.Path(path).toUri();
    if (uri.getScheme() != null && !uri.getScheme().equals("file")) {
      throw new IllegalArgumentException(
          "option 'path' is "
              + path
              + ", but verify reads files of this machine only; mount the store, and name the mount"
              + " with --set output.path=DIR");
    }
    return Path.of(uri.getPath()).resolve(SafeName.of(options.get("table")));
  }

  /** Whatever format they have: that of a table may have been another before. */
  private static FileNames names(Map<String, String> options) {
    String table = options.get("table");
    int dot = table.indexOf('.');
    return new FileNames(
        new NameTemplate(options.getOrDefault("file-name", NameTemplate.DEFAULT)),
        table.substring(0, dot),
        table.substring(dot + 1),
        "json");
  }

  /** Not a view, which the deliver job declares as a temporary one. */
  private boolean isTable(List<String> name) {
    return !name.isEmpty() && catalog(name).tableExists(object(name));
  }

  private Map<String, String> options(List<String> name) throws TableNotExistException {
    return catalog(name).getTable(object(name)).getOptions();
  }

  private Catalog catalog(List<String> name) {
    String catalog = name.size() > 2 ? name.get(0) : tables.getCurrentCatalog();
    return tables
        .getCatalog(catalog)
        .orElseThrow(() -> new IllegalArgumentException("no catalog '" + catalog + "'"));
  }

  private ObjectPath object(List<String> name) {
    return new ObjectPath(database(name), name.get(name.size() - 1));
  }

  private String qualified(List<String> name) {
    return database(name) + "." + name.get(name.size() - 1);
  }

  private String database(List<String> name) {
    return name.size() > 1 ? name.get(name.size() - 2) : tables.getCurrentDatabase();
  }

  private static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    Matcher part = Pattern.compile("`((?:[^`]|``)+)`|[^.`]+").matcher(name);
    while (part.find()) {
      parts.add(part.group(1) == null ? part.group() : part.group(1).replace("``", "`"));
    }
    return parts;
  }

  private static String path(List<String> name) {
    return String.join(
        ".", name.stream().map(part -> "`" + part.replace("`", "``") + "`").toList());
  }
}
