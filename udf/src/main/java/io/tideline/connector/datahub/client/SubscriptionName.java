package io.tideline.connector.datahub.client;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds a subscription by what the DDL says: the service gives ids of its own, so a DDL that is to
 * work anywhere names the comment of the subscription instead.
 */
public final class SubscriptionName {

  private SubscriptionName() {}

  /**
   * The id of the subscription with that id, or of the only one with that comment.
   *
   * @throws DataHubException NOT_FOUND, listing what there is
   */
  public static String resolve(DataHubClient client, String idOrComment) throws DataHubException {
    Map<String, String> subscriptions = client.subscriptions();
    if (subscriptions.containsKey(idOrComment)) {
      return idOrComment;
    }
    List<String> ids =
        subscriptions.entrySet().stream()
            .filter(entry -> idOrComment.equals(entry.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toList());
    if (ids.size() == 1) {
      return ids.get(0);
    }
    throw new DataHubException(
        DataHubException.Reason.NOT_FOUND,
        ids.isEmpty()
            ? "option 'subId' is '"
                + idOrComment
                + "', but the topic has no subscription with that id or comment; it has "
                + subscriptions
            : "option 'subId' is '"
                + idOrComment
                + "', which is the comment of several subscriptions, "
                + ids
                + "; give the id of one",
        null);
  }
}
