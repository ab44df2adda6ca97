package io.tideline.local.datahub;

import io.tideline.local.datahub.faults.Faults;
import io.tideline.local.datahub.faults.FaultsHttp;
import io.tideline.local.datahub.http.DatahubHttp;
import io.tideline.local.datahub.model.Catalog;
import io.tideline.local.datahub.page.Rates;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A DataHub service on this machine, which the official SDK talks to as to the real one.
 *
 * <pre>{@code
 * try (LocalDatahub datahub = LocalDatahub.start(DatahubSettings.local("ak", "sk", directory))) {
 *   DatahubClient client =
 *       DatahubClientBuilder.newBuilder()
 *           .setDatahubConfig(
 *               new DatahubConfig(datahub.endpoint(), new AliyunAccount("ak", "sk")))
 *           .build();
 * }
 * }</pre>
 */
public final class LocalDatahub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalDatahub.class);

  private final Catalog catalog;
  private final DatahubHttp http;
  private final Faults faults;
  private final FaultsHttp admin;
  private final ScheduledExecutorService background;

  private LocalDatahub(Catalog catalog, DatahubHttp http, Faults faults, FaultsHttp admin) {
    this.catalog = catalog;
    this.http = http;
    this.faults = faults;
    this.admin = admin;
    this.background =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "datahub-background");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts a server; when this returns, it takes requests.
   *
   * @throws IOException if the port or the data directory is in use, or the data cannot be read
   */
  public static LocalDatahub start(DatahubSettings settings) throws IOException {
    Catalog catalog = Catalog.open(settings.data(), settings.fsync());
    Faults faults = new Faults();
    Rates rates = new Rates(catalog);
    FaultsHttp admin = null;
    try {
      if (settings.adminPort() != DatahubSettings.NO_ADMIN) {
        admin = FaultsHttp.start(settings.adminPort(), faults);
      }
      DatahubHttp http = DatahubHttp.start(settings, catalog, rates, faults);
      LocalDatahub datahub = new LocalDatahub(catalog, http, faults, admin);
      datahub.background.scheduleWithFixedDelay(datahub::expire, 1, 1, TimeUnit.MINUTES);
      datahub.background.scheduleAtFixedRate(
          () -> rates.sample(System.nanoTime()), 0, 1, TimeUnit.SECONDS);
      return datahub;
    } catch (IOException | RuntimeException e) {
      if (admin != null) {
        admin.close();
      }
      catalog.close();
      throw e;
    }
  }

  private void expire() {
    try {
      expire(Instant.now());
    } catch (IOException | RuntimeException e) {
      LOG.warn("Removing expired records failed; the next try is in a minute", e);
    }
  }

  /** Removes what is older than its topic's lifecycle at this time; else done every minute. */
  void expire(Instant now) throws IOException {
    catalog.expire(now.toEpochMilli());
  }

  /** The address for clients, such as {@code http://127.0.0.1:18080}. */
  public String endpoint() {
    return http.endpoint();
  }

  public int port() {
    return http.port();
  }

  /** What this server is told to do wrong; the admin port tells it the same. */
  public Faults faults() {
    return faults;
  }

  /** Where faults are told by HTTP, such as {@code http://127.0.0.1:18081}, if anywhere. */
  public Optional<String> adminEndpoint() {
    return Optional.ofNullable(admin).map(FaultsHttp::endpoint);
  }

  /** Ends the requests in hand and closes the files. */
  @Override
  public void close() throws IOException {
    background.shutdownNow();
    try {
      if (admin != null) {
        admin.close();
      }
      http.close();
    } finally {
      catalog.close();
    }
  }
}
