package io.tideline.local.datahub.http;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.faults.Faults;
import io.tideline.local.datahub.model.Catalog;
import io.tideline.local.datahub.page.Pages;
import io.tideline.local.datahub.page.Rates;
import java.io.IOException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The server's socket. */
public final class DatahubHttp implements AutoCloseable {
  private static final int MOST_THREADS = 16;
  private static final long STOP_MILLIS = 5_000;
  private static final long IDLE_AT_STOP_MILLIS = 50;

  private final Server server;
  private final ServerConnector connector;
  private final GracefulHandler graceful;
  private final Faults faults;
  private final String host;

  private DatahubHttp(
      Server server,
      ServerConnector connector,
      GracefulHandler graceful,
      Faults faults,
      String host) {
    this.server = server;
    this.connector = connector;
    this.graceful = graceful;
    this.faults = faults;
    this.host = host;
  }

  public static DatahubHttp start(
      DatahubSettings settings, Catalog catalog, Rates rates, Faults faults) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
    threads.setName("datahub");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // Signatures cover header values as they were sent: 'charset=UTF-8' must not become 'utf-8'.
    http.setHeaderCacheCaseSensitive(true);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setAcceptedTcpNoDelay(true);
    connector.setReuseAddress(true);
    connector.setShutdownIdleTimeout(IDLE_AT_STOP_MILLIS);
    server.addConnector(connector);
    server.setStopTimeout(STOP_MILLIS);
    GracefulHandler graceful =
        new GracefulHandler(
            new DatahubHandler(
                new Signature(settings),
                new Router(catalog, settings),
                new Pages(catalog, rates),
                faults));
    server.setHandler(graceful);
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw new IOException(
          "Cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(), e);
    }
    return new DatahubHttp(server, connector, graceful, faults, settings.host());
  }

  public int port() {
    return connector.getLocalPort();
  }

  public String endpoint() {
    return "http://" + host + ":" + port();
  }

  @Override
  public void close() throws IOException {
    // Before frozen calls are dropped: a client that sends them again must not get in.
    connector.close();
    graceful.shutdown();
    faults.close();
    stop(server);
  }

  private static void stop(Server server) throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("The HTTP server did not stop: " + e.getMessage(), e);
    }
  }
}
