package io.tideline.runner.plan;

import io.tideline.runner.compile.Compilation;
import io.tideline.runner.compile.DeclaredTable;
import io.tideline.runner.compile.Route;
import io.tideline.runner.compile.SchemaChecks;
import io.tideline.runner.script.RenderedStatement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each route of a job says, as digests: enough to tell later which of them were changed, and
 * nothing of what stands in them.
 */
public final class RouteForms {

  /**
   * One route.
   *
   * @param query of the INSERT and the views that it reads, without comments and blanks
   * @param tables of the columns and options of all tables that it reads and writes
   */
  public record Form(String query, String tables) {}

  private RouteForms() {}

  /** By the names of the routes. */
  public static Map<String, Form> of(Compilation compilation) {
    Map<String, Form> forms = new TreeMap<>();
    for (Route route : compilation.routes()) {
      String query =
          Stream.concat(Stream.of(route.statement()), route.views().stream())
              .map(RenderedStatement::withoutTrivia)
              .sorted()
              .collect(Collectors.joining("\n"));
      String tables =
          Stream.concat(Stream.of(route.target()), route.sources().stream())
              .map(compilation::table)
              .flatMap(Optional::stream)
              .map(RouteForms::text)
              .sorted()
              .collect(Collectors.joining("\n"));
      forms.put(route.name(), new Form(digest(query), digest(tables)));
    }
    return forms;
  }

  private static String text(DeclaredTable table) {
    Map<String, String> options = new TreeMap<>(table.options());
    // Another when it is planned than when it is started, in all tables that are LIKE one.
    options.remove(SchemaChecks.OPTION);
    return table.identifier() + " " + table.schema() + " " + options;
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
