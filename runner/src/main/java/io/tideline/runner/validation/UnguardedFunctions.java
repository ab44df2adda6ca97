package io.tideline.runner.validation;

import io.tideline.runner.script.Name;
import io.tideline.runner.script.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Functions of the user that a route calls and that are not built to keep their errors to
 * themselves: what such a one throws for a row fails the job, again after each restart.
 */
final class UnguardedFunctions {

  private static final String GUARDED = "io.tideline.function.GuardedFunction";

  /** Ours that throw on no data, and so need no guard. */
  private static final Set<String> HARMLESS = Set.of("io.tideline.function.DeadLetterOf");

  private UnguardedFunctions() {}

  static void warnOf(List<Statement> statements, Remarks remarks) {
    Map<String, String> unguarded = unguarded(statements);
    for (Statement statement : statements) {
      if (!statement.startsWith("INSERT") && !isView(statement)) {
        continue;
      }
      Set<String> told = new HashSet<>();
      for (Name call : statement.calls()) {
        String name = key(call);
        if (unguarded.containsKey(name) && told.add(name)) {
          remarks.warning(
              statement.problemAt(
                  call.offset(),
                  "the job fails on each row for which %s throws, and again after each restart"
                      .formatted(unguarded.get(name)),
                  "if it may throw, extend " + GUARDED));
        }
      }
    }
  }

  /** The classes by the last part of their names: Flink tells no two apart by case. */
  private static Map<String, String> unguarded(List<Statement> statements) {
    Map<String, String> classes = new HashMap<>();
    for (Statement statement : statements) {
      List<String> strings = statement.strings();
      if (isFunction(statement)
          && !strings.isEmpty()
          && !HARMLESS.contains(strings.get(0))
          && !isGuarded(strings.get(0))) {
        classes.put(key(declaredName(statement)), strings.get(0));
      }
    }
    return classes;
  }

  /** The one before AS: IF NOT EXISTS may stand before it. */
  private static Name declaredName(Statement statement) {
    List<Name> names = statement.names();
    int as = 1;
    while (as < names.size() - 1 && !key(names.get(as)).equals("as")) {
      as++;
    }
    return names.get(as - 1);
  }

  private static String key(Name name) {
    return name.parts().get(name.parts().size() - 1).toLowerCase(Locale.ROOT);
  }

  private static boolean isFunction(Statement statement) {
    return statement.startsWith("CREATE", "FUNCTION")
        || statement.startsWith("CREATE", "TEMPORARY", "FUNCTION")
        || statement.startsWith("CREATE", "TEMPORARY", "SYSTEM", "FUNCTION");
  }

  private static boolean isView(Statement statement) {
    return statement.startsWith("CREATE", "VIEW")
        || statement.startsWith("CREATE", "TEMPORARY", "VIEW");
  }

  /** By name: the functions are in the other jar. One that is in neither is not seen into. */
  private static boolean isGuarded(String name) {
    try {
      Class<?> type = Class.forName(name, false, Thread.currentThread().getContextClassLoader());
      while (type != null && !type.getName().equals(GUARDED)) {
        type = type.getSuperclass();
      }
      return type != null;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
