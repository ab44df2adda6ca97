package io.tideline.connector.datahub;

import io.tideline.connector.datahub.client.DataHubClient;
import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.SdkDataHubClient;
import java.io.PrintWriter;
import java.util.spi.ToolProvider;

/**
 * Makes a topic and a subscription where they are missing, for a runner that does not know this
 * jar's classes: {@code ToolProvider.findFirst("tideline-topic")}.
 *
 * <pre>
 * tideline-topic create --endpoint URL --project P --topic T --access-id ID --access-key KEY
 *   --shards N --lifecycle DAYS --subscription NAME --column name:TYPE[:NOTNULL] …
 * </pre>
 *
 * <p>Id and key may be {@code ${env:NAME}} or {@code ${file:PATH}}. A line tells of each thing what
 * was done; the last is {@code subscription: ID}. Exit codes: 0; 1 when the service fails or
 * refuses; 2 when the arguments are wrong or the topic exists but differs.
 */
public final class TopicTool implements ToolProvider {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISMATCH = 2;

  @Override
  public String name() {
    return "tideline-topic";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... args) {
    try {
      TopicRequest request = TopicRequest.parse(args);
      DataHubConnection connection = request.connection();
      try (DataHubClient client = new SdkDataHubClient(connection)) {
        new TopicCreation(client, request, out).run();
      }
      return DONE;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return MISMATCH;
    } catch (Exception e) {
      err.println(e.getMessage());
      return FAILED;
    } finally {
      out.flush();
      err.flush();
    }
  }
}
