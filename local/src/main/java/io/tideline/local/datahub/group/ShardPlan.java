package io.tideline.local.datahub.group;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who reads which shard: every shard has one consumer, no consumer has two more than another, and
 * no shard moves that need not.
 */
final class ShardPlan {
  private ShardPlan() {}

  /**
   * @param present what each consumer had until now, in the order in which they joined
   */
  static Map<String, Set<String>> balance(
      Map<String, Set<String>> present, Collection<String> shards) {
    Map<String, Set<String>> plan = new LinkedHashMap<>();
    present.keySet().forEach(consumer -> plan.put(consumer, new TreeSet<>()));
    if (present.isEmpty()) {
      return plan;
    }
    Set<String> unassigned = new TreeSet<>(Comparator.comparingInt(Integer::parseInt));
    unassigned.addAll(shards);
    int share = shards.size() / present.size();
    int larger = shards.size() % present.size();
    Map<String, Set<String>> kept = new LinkedHashMap<>();
    present.forEach(
        (consumer, had) -> {
          Set<String> still = new TreeSet<>(had);
          still.retainAll(unassigned);
          kept.put(consumer, still);
        });
    // Those with most keep a larger share, so that fewer shards move.
    List<String> consumers = new ArrayList<>(kept.keySet());
    consumers.sort(Comparator.comparingInt(consumer -> -kept.get(consumer).size()));
    for (int i = 0; i < consumers.size(); i++) {
      int most = share + (i < larger ? 1 : 0);
      Set<String> own = plan.get(consumers.get(i));
      kept.get(consumers.get(i)).stream().limit(most).forEach(own::add);
      unassigned.removeAll(own);
    }
    for (String shard : unassigned) {
      plan.values().stream().min(Comparator.comparingInt(Set::size)).orElseThrow().add(shard);
    }
    return plan;
  }
}
