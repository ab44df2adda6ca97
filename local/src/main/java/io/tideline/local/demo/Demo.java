package io.tideline.local.demo;

import io.tideline.local.database.LocalDatabase;
import io.tideline.local.demo.process.Orphans;
import io.tideline.local.demo.progress.Progress;
import io.tideline.local.demo.progress.Terminal;
import io.tideline.local.demo.shop.ShopDatabase;
import io.tideline.local.demo.shop.ShopSchema;
import io.tideline.local.demo.shop.Workload;
import io.tideline.local.demo.verification.CheckedTable;
import io.tideline.local.demo.verification.TableResult;
import io.tideline.local.demo.verification.Verification;
import io.tideline.local.demo.verification.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of the demo: starts all parts, changes the shop, and, when asked to, verifies. */
final class Demo {

  private static final long SEED = 1;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  // Longer than it takes an open file to be finished, so that no duplicate is overlooked in one.
  private static final int SETTLING_CHECKPOINTS = 4;

  private final DemoSettings settings;
  private final Terminal terminal;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  Demo(DemoSettings settings, Terminal terminal) {
    this.settings = settings;
    this.terminal = terminal;
  }

  /**
   * @return the exit code
   */
  int run() throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopInOrder, "stop"));
    try (DemoDirectory directory = DemoDirectory.open(settings.data())) {
      return run(directory);
    } catch (SQLException e) {
      throw new DemoException(
          "the database failed: "
              + e.getMessage()
              + "; its log is "
              + settings.data().resolve("database").resolve("server.log"),
          e);
    } finally {
      stopped.countDown();
    }
  }

  private void stopInOrder() {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int run(DemoDirectory directory) throws Exception {
    int orphans = Orphans.end(directory.root());
    if (orphans > 0) {
      terminal.say("Ended " + orphans + " processes that a killed demo had left behind.");
    }
    DemoSecrets secrets = DemoSecrets.in(directory.secrets());
    if (Files.notExists(directory.database())) {
      terminal.say("Making a database in " + directory.database() + " …");
    }
    try (LocalDatabase database =
        LocalDatabase.start(directory.database(), 0, secrets.databasePassword())) {
      try (ShopDatabase shop = new ShopDatabase(database.connect());
          Jobs jobs = new Jobs(settings, directory, terminal::say)) {
        shop.create(SEED);
        jobs.start(secrets, database.port());
        terminal.say("Files:        " + directory.output());
        terminal.say("Logs:         " + directory.logs());
        terminal.say("SQL client:   . " + directory.environment() + " && ./tideline sql");
        if (!changeTheShop(database, shop, jobs)) {
          terminal.keep();
          terminal.say("Stopping. The next start goes on from here.");
          return 0;
        }
      }
      return verify(directory, database);
    }
  }

  /**
   * @return false when the user stopped it, true when all changes have arrived or nothing moves
   */
  private boolean changeTheShop(LocalDatabase database, ShopDatabase shop, Jobs jobs)
      throws Exception {
    if (!shop.isChanging()) {
      terminal.say("Capture takes a snapshot; then the shop begins to change.");
      if (!awaitSnapshot(shop, jobs)) {
        return false;
      }
      shop.startChanging();
    }
    long until =
        settings.changes().isPresent()
            ? shop.initialEvents() + settings.changes().getAsLong()
            : Long.MAX_VALUE;
    try (Workload workload =
        new Workload(new ShopDatabase(database.connect()), settings.rate(), until)) {
      workload.start();
      while (!workload.isDone()) {
        jobs.requireAlive();
        terminal.show(jobs.look(workload.events()));
        if (stop.await(1, TimeUnit.SECONDS)) {
          return false;
        }
      }
    }
    return awaitArrival(shop.events(), jobs);
  }

  /** A change during the snapshot might be in it, and then would not be an event of its own. */
  private boolean awaitSnapshot(ShopDatabase shop, Jobs jobs) throws Exception {
    Stall stall = new Stall(PATIENCE);
    long followedSince = Long.MAX_VALUE;
    while (true) {
      jobs.requireAlive();
      Progress progress = jobs.look(shop.events());
      terminal.show(progress);
      if (!shop.isLogFollowed()) {
        followedSince = Long.MAX_VALUE;
      } else if (followedSince == Long.MAX_VALUE) {
        followedSince = System.currentTimeMillis();
      }
      // From a checkpoint after the snapshot's end, no restart takes the snapshot again.
      if (progress.topic() >= shop.initialEvents()
          && jobs.newestCaptureCheckpoint() > followedSince) {
        return true;
      }
      if (stall.is(progress)) {
        throw new DemoException(
            "the snapshot does not end; "
                + Stall.where(progress, shop.initialEvents())
                + "; see the logs");
      }
      if (stop.await(1, TimeUnit.SECONDS)) {
        return false;
      }
    }
  }

  private boolean awaitArrival(long expected, Jobs jobs) throws Exception {
    Stall stall = new Stall(PATIENCE);
    long settlingRows = -1;
    long settlingSince = 0;
    int checkpoints = 0;
    while (true) {
      jobs.requireAlive();
      Progress progress = jobs.look(expected);
      terminal.show(progress);
      if (progress.rows() >= expected) {
        long checkpoint = jobs.newestDeliverCheckpoint();
        if (progress.rows() != settlingRows) {
          settlingRows = progress.rows();
          settlingSince = checkpoint;
          checkpoints = 0;
        } else if (checkpoint > settlingSince) {
          settlingSince = checkpoint;
          checkpoints++;
        }
        if (checkpoints >= SETTLING_CHECKPOINTS) {
          return true;
        }
      }
      if (stall.is(progress) && progress.rows() < expected) {
        terminal.say("Nothing moves any more. Stuck at " + Stall.where(progress, expected) + ".");
        return true;
      }
      if (stop.await(1, TimeUnit.SECONDS)) {
        return false;
      }
    }
  }

  private int verify(DemoDirectory directory, LocalDatabase database)
      throws IOException, SQLException {
    terminal.keep();
    terminal.say("Rebuilding the tables from the files and comparing them with the database …");
    List<TableResult> results = new ArrayList<>();
    try (Connection connection = database.connect();
        ShopDatabase shop = new ShopDatabase(database.connect())) {
      Verification verification = new Verification(directory.output(), connection);
      for (CheckedTable table : ShopSchema.TABLES) {
        results.add(verification.check(table, shop.events(table)));
      }
    }
    VerificationReport report = new VerificationReport(results);
    terminal.say("");
    terminal.say(report.toString());
    long deadLetters = DeadLetters.in(directory.deadLetters());
    if (deadLetters > 0) {
      terminal.say(deadLetters + " dead letters, where none should be: " + directory.deadLetters());
    }
    boolean good = report.agrees() && deadLetters == 0;
    terminal.say(
        good
            ? "All tables agree: nothing is missing, nothing is there twice."
            : "The files and the database do NOT agree; the logs are in " + directory.logs());
    return good ? 0 : 1;
  }
}
