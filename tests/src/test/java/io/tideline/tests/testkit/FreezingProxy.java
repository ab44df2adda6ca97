package io.tideline.tests.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Stands before a server and, when told, passes nothing on any more, with connections left open.
 */
public final class FreezingProxy implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private boolean frozen;

  public FreezingProxy(int target) throws IOException {
    this.target = target;
    start(this::accept);
  }

  public String endpoint() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  public synchronized void freeze() {
    frozen = true;
  }

  public synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  private synchronized void waitUntilThawed() throws InterruptedException {
    while (frozen) {
      wait();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        start(() -> pump(client, server));
        start(() -> pump(server, client));
      } catch (IOException e) {
        // Closed, or the server is away: the client sees its connection end.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[65_536];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        waitUntilThawed();
        out.write(buffer, 0, read);
      }
    } catch (IOException | InterruptedException e) {
      // The other side is gone; closing both is all there is to do.
    }
  }

  private static void start(Runnable run) {
    Thread thread = new Thread(run, "freezing-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    thaw();
    listener.close();
  }
}
