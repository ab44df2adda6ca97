package io.tideline.runner.configuration.type;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** Where a service answers over HTTP. */
public record Address() implements ParameterType {

  private static final int GREATEST_PORT = 65535;

  @Override
  public String expectation() {
    return "an address such as https://host or http://host:port";
  }

  @Override
  public boolean accepts(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getPort() != 0
          && uri.getPort() <= GREATEST_PORT
          && uri.getUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string", "format", "uri", "pattern", "^https?://[^\\s?#@]+$");
  }
}
