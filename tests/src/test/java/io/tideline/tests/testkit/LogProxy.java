package io.tideline.tests.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Stands between capture and a database and meddles with the log on its way: it puts in heartbeats
 * as OceanBase does, stops the stream in the midst of a transaction, and cuts or silences
 * connections.
 */
public final class LogProxy implements AutoCloseable {

  private static final int COM_BINLOG_DUMP = 0x12;
  private static final int HEADER = 19;
  private static final int HEARTBEAT = 27;
  private static final Set<Integer> ROWS = Set.of(23, 24, 25, 30, 31, 32);
  private static final int QUIET = Integer.MAX_VALUE;

  private final int serverPort;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  private volatile boolean heartbeats;
  private volatile int rowsUntilHold = QUIET;
  private volatile CountDownLatch held = new CountDownLatch(1);
  private volatile CountDownLatch release = new CountDownLatch(1);

  public LogProxy(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start("log-proxy", this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Whether two heartbeats follow each event of rows. */
  public void sendHeartbeats(boolean on) {
    heartbeats = on;
  }

  /** Nothing of the log passes after this many more events of rows. */
  public void holdAfterRows(int events) {
    held = new CountDownLatch(1);
    release = new CountDownLatch(1);
    rowsUntilHold = events;
  }

  public void awaitHeld() throws InterruptedException {
    held.await();
  }

  /** What was held passes after all. */
  public void release() {
    rowsUntilHold = QUIET;
    release.countDown();
  }

  /** Ends all connections, and what is held goes nowhere. */
  public void cut() throws IOException {
    rowsUntilHold = QUIET;
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
    release.countDown();
  }

  /** The connections that are there stay open, and nothing passes over them any more. */
  public void silence() {
    connections.forEach(connection -> connection.silent = true);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        Connection connection = new Connection(client, server);
        connections.add(connection);
        start("log-proxy-up", connection::up);
        start("log-proxy-down", connection::down);
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Packets of the MySQL protocol: three bytes of length, one of sequence, then the content. */
  private final class Connection {

    private final Socket client;
    private final Socket server;
    private volatile boolean dump;
    private volatile boolean silent;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void up() {
      copy(client, server, false);
    }

    void down() {
      copy(server, client, true);
    }

    private void copy(Socket from, Socket to, boolean fromServer) {
      try (from;
          to) {
        DataInputStream in = new DataInputStream(from.getInputStream());
        OutputStream out = to.getOutputStream();
        for (byte[] packet = next(in); packet != null; packet = next(in)) {
          if (silent) {
            continue;
          }
          if (!fromServer && packet.length > 4 && packet[3] == 0 && packet[4] == COM_BINLOG_DUMP) {
            dump = true;
          }
          out.write(packet);
          out.flush();
          if (fromServer && dump) {
            meddle(packet, out);
          }
        }
      } catch (IOException e) {
        // The other side has gone; so has this one.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private byte[] next(InputStream in) throws IOException {
      byte[] header = in.readNBytes(4);
      if (header.length < 4) {
        return null;
      }
      int length = header[0] & 0xff | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
      byte[] packet = new byte[4 + length];
      System.arraycopy(header, 0, packet, 0, 4);
      return in.readNBytes(packet, 4, length) < length ? null : packet;
    }

    private void meddle(byte[] packet, OutputStream out) throws IOException, InterruptedException {
      if (packet.length < 5 + HEADER || packet[4] != 0 || !ROWS.contains(packet[9] & 0xff)) {
        return;
      }
      if (heartbeats) {
        out.write(heartbeat(packet));
        out.write(heartbeat(packet));
        out.flush();
      }
      if (rowsUntilHold != QUIET && --rowsUntilHold == 0) {
        held.countDown();
        release.await();
      }
    }
  }

  /** At the end of the event before, with a checksum that nobody checks. */
  private static byte[] heartbeat(byte[] before) {
    byte[] file = "mysql-bin.000001".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    int size = HEADER + file.length + 4;
    ByteBuffer event = ByteBuffer.wrap(before, 5, HEADER).order(ByteOrder.LITTLE_ENDIAN);
    int server = event.getInt(5 + 5);
    int end = event.getInt(5 + 13);
    ByteBuffer packet = ByteBuffer.allocate(5 + size).order(ByteOrder.LITTLE_ENDIAN);
    packet.putInt(1 + size).put((byte) 0);
    packet.putInt(0).put((byte) HEARTBEAT).putInt(server).putInt(size).putInt(end);
    packet.putShort((short) 0).put(file).putInt(0);
    return packet.array();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
