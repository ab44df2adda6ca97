package io.tideline.local.datahub.faults;

import java.io.IOException;
import java.net.InetAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The admin port, on the loopback interface only: what {@link Faults} does, by HTTP and JSON.
 *
 * <pre>
 * POST   /faults      arms a fault and answers it with its id
 * GET    /faults      lists the faults, each with how often it fired
 * GET    /faults/ID   one of them
 * DELETE /faults      ends all of them; frozen calls go on
 * DELETE /faults/ID   ends one
 * </pre>
 *
 * A fault is an object of {@code on} (a {@link CallKind} in lower case with hyphens, such as {@code
 * put} or {@code list-shards}), perhaps {@code project}, {@code topic}, {@code shard}, {@code
 * times} (default: until cleared), {@code after} (calls that pass first, default 0), and {@code do}
 * (a {@link FaultAction} in the same spelling) with {@code millis} for {@code delay}, {@code code}
 * for {@code error}, and {@code index} for {@code lose-record} and {@code reorder} (default 0):
 *
 * <pre>{@code
 * curl -H 'Content-Type: application/json' http://127.0.0.1:18081/faults \
 *   -d '{"on": "put", "topic": "changes", "times": 3, "do": "error", "code": "LimitExceeded"}'
 * }</pre>
 */
public final class FaultsHttp implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;

  private FaultsHttp(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * @param port 0 for a free one
   */
  public static FaultsHttp start(int port, Faults faults) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(4, 2);
    threads.setName("datahub-admin");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    connector.setReuseAddress(true);
    server.addConnector(connector);
    server.setHandler(new FaultsHandler(faults));
    FaultsHttp admin = new FaultsHttp(server, connector);
    try {
      server.start();
      return admin;
    } catch (Exception e) {
      admin.close();
      throw new IOException("Cannot listen on admin port " + port + ": " + e.getMessage(), e);
    }
  }

  /** Such as {@code http://127.0.0.1:18081}. */
  public String endpoint() {
    return "http://" + connector.getHost() + ":" + connector.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("The admin port did not close: " + e.getMessage(), e);
    }
  }
}
