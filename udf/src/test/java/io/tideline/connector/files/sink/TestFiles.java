package io.tideline.connector.files.sink;

import io.tideline.connector.files.format.FileFormat;
import io.tideline.connector.files.format.RowDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** The table {@code shop.orders} in a directory of its own. */
final class TestFiles {

  static final RowType TYPE =
      (RowType)
          DataTypes.ROW(
                  DataTypes.FIELD("id", DataTypes.BIGINT()),
                  DataTypes.FIELD("note", DataTypes.STRING()))
              .getLogicalType();

  private final Path directory;

  TestFiles(Path directory) {
    this.directory = directory;
  }

  static TestFiles create() throws IOException {
    return new TestFiles(Files.createTempDirectory("files"));
  }

  FileTable table(FileFormat format) {
    return table(format, TYPE);
  }

  FileTable table(FileFormat format, RowType type) {
    return table(format, type, Partitioning.NONE);
  }

  FileTable table(FileFormat format, RowType type, Partitioning partitioning) {
    return new FileTable(
        new org.apache.flink.core.fs.Path(directory.toUri()),
        new FileNames("shop", "orders", format.suffix()),
        format,
        type,
        partitioning);
  }

  Path directory() {
    return directory;
  }

  /** What a reader sees: files whose names do not begin with a dot. */
  List<Path> visible() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !directory.relativize(file).toString().startsWith("."))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  /** Names of files in progress, without the mark in front. */
  List<String> hidden() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("."))
          .collect(Collectors.toList());
    }
  }

  List<String> names() throws IOException {
    return visible().stream()
        .map(file -> file.getFileName().toString())
        .collect(Collectors.toList());
  }

  /** The ids in all visible files. */
  List<Long> ids(FileFormat format) throws IOException {
    List<Long> ids = new ArrayList<>();
    for (Path file : visible()) {
      ids.addAll(ids(format, file));
    }
    return ids;
  }

  /** The ids as DuckDB finds them, in order. */
  List<Long> idsInDuckDb(FileFormat format) throws Exception {
    List<Long> ids = new ArrayList<>();
    String files =
        visible().stream()
            .map(file -> "'" + file.toString().replace("'", "''") + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    if (files.equals("[]")) {
      return ids;
    }
    String kind = format.suffix().split("\\.")[0];
    String how =
        kind.equals("parquet")
            ? ""
            : ", columns = {'id': 'BIGINT', 'note': 'VARCHAR'}"
                + (kind.equals("csv") ? ", header = true, auto_detect = false, quote = '\"'" : "");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                String.format(
                    "SELECT id FROM read_%s(%s, hive_partitioning = false%s) ORDER BY id",
                    kind, files, how))) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    return ids;
  }

  static List<Long> ids(FileFormat format, Path file) throws IOException {
    List<Long> ids = new ArrayList<>();
    org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(file.toUri());
    try (FSDataInputStream in = LocalFileSystem.getSharedInstance().open(path)) {
      RowDecoder rows = format.read(in, Files.size(file), new int[] {0});
      for (RowData row = rows.next(); row != null; row = rows.next()) {
        ids.add(row.getLong(0));
      }
    }
    return ids;
  }

  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
        Files.delete(file);
      }
    }
  }
}
