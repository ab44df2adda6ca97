package io.tideline.connector.datahub.client;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.secret.Secret;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ReadableConfig;

/** Where a topic is and how to reach it. Holds references to the secrets, not the secrets. */
public final class DataHubConnection implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String endpoint;
  private final String project;
  private final String topic;
  private final Secret[] credentials;
  private final String compression;

  /**
   * @param credentials access id and access key
   * @param compression lz4, deflate or the empty text
   */
  public DataHubConnection(
      String endpoint, String project, String topic, Secret[] credentials, String compression) {
    this.endpoint = endpoint;
    this.project = project;
    this.topic = topic;
    this.credentials = credentials.clone();
    this.compression = compression;
  }

  /**
   * @throws IllegalArgumentException naming the option that has a value it cannot have
   */
  public static DataHubConnection fromOptions(ReadableConfig options) {
    return new DataHubConnection(
        checkedEndpoint(options.get(DataHubConnectorOptions.END_POINT)),
        options.get(DataHubConnectorOptions.PROJECT),
        options.get(DataHubConnectorOptions.TOPIC),
        new Secret[] {
          Secret.of(
              DataHubConnectorOptions.ACCESS_ID.key(),
              options.get(DataHubConnectorOptions.ACCESS_ID)),
          Secret.of(
              DataHubConnectorOptions.ACCESS_KEY.key(),
              options.get(DataHubConnectorOptions.ACCESS_KEY))
        },
        checkedCompression(options.get(DataHubConnectorOptions.COMPRESS_TYPE)));
  }

  /** The SDK takes http for an endpoint without a scheme. */
  private static String checkedEndpoint(String endpoint) {
    String url = endpoint.startsWith("http") ? endpoint : "http://" + endpoint;
    try {
      if (new URI(url).getAuthority() != null) {
        return endpoint;
      }
    } catch (URISyntaxException e) {
      // Reported below like a URL without a host.
    }
    throw new IllegalArgumentException(
        "option 'endPoint' is a URL like https://dh-cn-hangzhou.aliyuncs.com, not '"
            + endpoint
            + "'");
  }

  private static String checkedCompression(String name) {
    String compression = name.trim().toLowerCase(Locale.ROOT);
    if (!Set.of(DataHubConnectorOptions.LZ4, DataHubConnectorOptions.DEFLATE, "")
        .contains(compression)) {
      throw new IllegalArgumentException(
          "option 'CompressType' is lz4, deflate or the empty text, not '" + name + "'");
    }
    return compression;
  }

  public String endpoint() {
    return endpoint;
  }

  public String project() {
    return project;
  }

  public String topic() {
    return topic;
  }

  public String compression() {
    return compression;
  }

  /** Why a secret cannot be had on this machine; empty when all can. */
  public Optional<String> missingSecret() {
    try {
      accessId();
      accessKey();
      return Optional.empty();
    } catch (IllegalStateException | UncheckedIOException e) {
      return Optional.of(e.getMessage());
    }
  }

  String accessId() {
    return credentials[0].resolve();
  }

  String accessKey() {
    return credentials[1].resolve();
  }

  /** For errors and logs: project and topic, never a credential. */
  @Override
  public String toString() {
    return project + "/" + topic + " at " + endpoint;
  }
}
