package io.tideline.runner.cluster;

import java.net.URI;

/**
 * Where a cluster's JobManager answers.
 *
 * @param mend what helps when it does not
 */
public record ClusterAddress(String host, int port, String mend) {

  public URI uri() {
    return URI.create("http://" + host + ":" + port);
  }

  @Override
  public String toString() {
    return uri().toString();
  }
}
