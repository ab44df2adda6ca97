package io.tideline.connector.datahub.client;

import io.tideline.connector.datahub.DataHubConnectorOptions;
import io.tideline.secret.Secret;
import java.io.Serializable;
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

  public static DataHubConnection fromOptions(ReadableConfig options) {
    return new DataHubConnection(
        options.get(DataHubConnectorOptions.END_POINT),
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
        options.get(DataHubConnectorOptions.COMPRESS_TYPE));
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
