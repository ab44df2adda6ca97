package io.tideline.tests.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands between a client and a database, and cuts the connection at a COMMIT. */
public final class CommitProxy implements AutoCloseable {

  /** When the connection breaks. */
  public enum Cut {
    /** The database never hears of the COMMIT, and rolls back. */
    BEFORE,
    /** It has committed, but the client does not hear of it. */
    AFTER
  }

  private static final int HEADER = 4;
  private static final int COM_QUERY = 3;

  private final int serverPort;
  private final ServerSocket listener;
  private final Queue<Cut> cuts = new ConcurrentLinkedQueue<>();

  public CommitProxy(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** One of the next COMMITs after those that are to be cut already. */
  public void cutNext(Cut... next) {
    cuts.addAll(List.of(next));
  }

  /** How many cuts have not come yet. */
  public int cutsLeft() {
    return cuts.size();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Connection connection = new Connection(client, server);
        start(connection::up);
        start(connection::down);
      } catch (IOException e) {
        // The proxy was closed, or the database is not there: the client sees it.
        continue;
      }
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "commit-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;
    private volatile boolean answerIsLost;

    private Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    /** Packet by packet. */
    private void up() {
      try (client;
          server) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = server.getOutputStream();
        byte[] header = new byte[HEADER];
        while (true) {
          in.readFully(header);
          int length = header[0] & 0xff | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
          byte[] packet = new byte[length];
          in.readFully(packet);
          Cut cut = isCommit(packet) ? cuts.poll() : null;
          if (cut == Cut.BEFORE) {
            return;
          }
          answerIsLost = cut == Cut.AFTER;
          out.write(header);
          out.write(packet);
          out.flush();
        }
      } catch (IOException e) {
        // One of the two is gone, and so is the connection.
        return;
      }
    }

    private void down() {
      try (client;
          server) {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[8192];
        int read;
        while ((read = in.read(buffer)) >= 0 && !answerIsLost) {
          out.write(buffer, 0, read);
          out.flush();
        }
      } catch (IOException e) {
        // One of the two is gone, and so is the connection.
        return;
      }
    }

    private boolean isCommit(byte[] packet) {
      return packet.length > 0
          && packet[0] == COM_QUERY
          && new String(packet, StandardCharsets.ISO_8859_1)
              .toLowerCase(Locale.ROOT)
              .endsWith("commit");
    }
  }
}
