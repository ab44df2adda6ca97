package io.tideline.local.demo.process;

import io.tideline.local.demo.DemoException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports on the loopback interface that nobody listens on. */
public final class FreePort {

  private static final int TRIES = 100;

  private FreePort() {}

  /**
   * The first free port from one on.
   *
   * @throws DemoException when a hundred of them are taken
   */
  public static int from(int first) throws DemoException {
    for (int port = first; port < first + TRIES && port <= 65535; port++) {
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        // Taken; the next one may not be.
        continue;
      }
    }
    throw new DemoException("no port from " + first + " on is free; close a program that listens");
  }
}
