package io.tideline.verify;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.SdkDataHubClient;
import io.tideline.connector.files.sink.SafeName;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.secret.Secret;
import io.tideline.verify.column.TableShape;
import io.tideline.verify.compare.CheckSettings;
import io.tideline.verify.compare.Sides;
import io.tideline.verify.compare.TableCheck;
import io.tideline.verify.compare.TableResult;
import io.tideline.verify.database.DatabaseTable;
import io.tideline.verify.database.SourceDatabase;
import io.tideline.verify.database.Throttle;
import io.tideline.verify.files.EventFile;
import io.tideline.verify.files.EventFiles;
import io.tideline.verify.files.RebuiltTable;
import io.tideline.verify.files.Workspace;
import io.tideline.verify.plan.FilesTable;
import io.tideline.verify.plan.ShapeChoice;
import io.tideline.verify.range.KeyRange;
import io.tideline.verify.repair.DoubledFiles;
import io.tideline.verify.repair.Repair;
import io.tideline.verify.report.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One table in a run: compared, repaired, and its state on disk until the run is done. */
final class TableRun {

  /**
   * What of the table is compared.
   *
   * @param columns beside the key; empty for all
   */
  record Choice(List<KeyRange> areas, Set<String> columns) {}

  private static final Logger LOG = LoggerFactory.getLogger(TableRun.class);

  private final FilesTable table;
  private final SourceDatabase database;
  private final Choice choice;
  private final VerifyOptions options;
  private final Path state;
  private final EventFiles files;
  private Workspace workspace;
  private Sides sides;
  private TableCheck check;
  private TableResult result;

  TableRun(
      FilesTable table, SourceDatabase database, Choice choice, VerifyOptions options, Path work) {
    this.table = table;
    this.database = database;
    this.choice = choice;
    this.options = options;
    // Another choice is another comparison, and does not go on with this one's state.
    this.state =
        work.resolve(
            "%s-%08x.duckdb"
                .formatted(
                    SafeName.of(table.name()),
                    List.of(choice.areas().toString(), new TreeSet<>(choice.columns()), table)
                        .toString()
                        .hashCode()));
    this.files = new EventFiles(table);
  }

  /** A fault that concerns this table alone is its result. */
  TableResult check(CheckSettings settings, PrintWriter err) throws InterruptedException {
    ProgressLine progress = new ProgressLine(err, System.console() != null, table.source());
    try {
      ShapeChoice columns = ShapeChoice.of(table, database, choice.columns());
      TableShape shape = columns.shape();
      DatabaseTable rows =
          new DatabaseTable(database.connection(), shape, new Throttle(options.rowsPerSecond));
      sides = new Sides(shape, database, rows, files, rebuilt(shape, files.finished()));
      check = new TableCheck(sides, workspace);
      result = check.check(choice.areas(), settings, progress, table.name(), columns.notCompared());
    } catch (SQLException | IOException | UncheckedIOException | IllegalArgumentException e) {
      LOG.warn("{} was not compared", table.source(), e);
      result =
          TableResult.failed(
              table.name(),
              table.source(),
              String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
    } finally {
      progress.end();
    }
    return result;
  }

  private RebuiltTable rebuilt(TableShape shape, List<EventFile> finished)
      throws SQLException, IOException, InterruptedException {
    if (options.fresh) {
      Workspace.remove(state);
    }
    workspace = Workspace.open(state, options.memory);
    Optional<RebuiltTable> known = RebuiltTable.of(workspace, table, shape, finished);
    if (known.isEmpty()) {
      LOG.info(
          "{}: files are gone or changed since the interrupted run; beginning anew",
          table.source());
      workspace.remove();
      workspace = Workspace.open(state, options.memory);
      known = RebuiltTable.of(workspace, table, shape, finished);
    }
    return known.orElseThrow();
  }

  /**
   * @param run the name of the run
   * @return how many events were sent
   */
  long repair(PipelineConfiguration configuration, String run)
      throws SQLException, IOException, InterruptedException {
    if (!result.isCompared() || result.rows().differing() + result.events().gaps() == 0) {
      return 0;
    }
    try (DataHubClient client = new SdkDataHubClient(connection(configuration))) {
      return new Repair(sides, check.history())
          .send(client, configuration.text("database.source"), table.route(), run);
    }
  }

  /** Moves doubled files; where they are now. */
  List<String> setAside() throws IOException {
    return DoubledFiles.moveAside(table.directory().getParent(), result.samples().doubledFiles())
        .stream()
        .map(Path::toString)
        .toList();
  }

  private static DataHubConnection connection(PipelineConfiguration configuration) {
    return new DataHubConnection(
        configuration.text("datahub.endpoint"),
        configuration.text("datahub.project"),
        configuration.text("datahub.topic"),
        new Secret[] {
          Secret.of("datahub.accessId", configuration.text("datahub.accessId")),
          Secret.of("datahub.accessKey", configuration.text("datahub.accessKey"))
        },
        "lz4");
  }

  /** The state stays, for a run that goes on with it. */
  void close() throws SQLException {
    if (workspace != null) {
      workspace.close();
    }
  }

  /** The run is done: its state goes. */
  void forget() throws IOException {
    Workspace.remove(state);
  }
}
