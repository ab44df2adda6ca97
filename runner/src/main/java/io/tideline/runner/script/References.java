package io.tideline.runner.script;

import io.tideline.runner.configuration.NearestName;
import io.tideline.runner.configuration.Parameter;
import io.tideline.runner.configuration.PipelineConfiguration;
import io.tideline.runner.configuration.Setting;
import io.tideline.runner.script.RenderedStatement.Piece;
import io.tideline.runner.script.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the configuration's values in the place of <code>${…}</code> references, as content of the
 * string or identifier around them or else as a literal: a value never changes what a statement
 * does. A secret's value is its own reference, which the connector resolves.
 */
public final class References {

  private final PipelineConfiguration configuration;
  private final Set<Setting> used = new LinkedHashSet<>();

  public References(PipelineConfiguration configuration) {
    this.configuration = configuration;
  }

  /** The settings that the statements rendered so far refer to. */
  public Set<Setting> used() {
    return used;
  }

  /**
   * @throws ScriptException with every unknown reference in all of the statements
   */
  public List<RenderedStatement> render(List<Statement> statements) throws ScriptException {
    List<RenderedStatement> rendered = new ArrayList<>();
    List<ScriptProblem> problems = new ArrayList<>();
    for (Statement statement : statements) {
      rendered.add(new Rendering(statement, problems).render());
    }
    if (!problems.isEmpty()) {
      throw ScriptException.of(problems);
    }
    return rendered;
  }

  private final class Rendering {
    private final Statement statement;
    private final String text;
    private final List<ScriptProblem> problems;
    private final StringBuilder sql = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();

    Rendering(Statement statement, List<ScriptProblem> problems) {
      this.statement = statement;
      this.text = statement.script().text();
      this.problems = problems;
    }

    RenderedStatement render() {
      for (Token token : statement.tokens()) {
        if (token.kind() == Kind.REFERENCE) {
          replace(token.start(), token.end(), Kind.REFERENCE);
        } else if (token.kind() == Kind.STRING || token.kind() == Kind.IDENTIFIER) {
          renderInside(token);
        } else {
          copy(token.start(), token.end());
        }
      }
      return new RenderedStatement(statement, sql.toString(), pieces);
    }

    private void renderInside(Token token) {
      int from = token.start();
      int open = text.indexOf("${", from);
      while (open >= 0 && open < token.end()) {
        int close = text.indexOf('}', open) + 1;
        if (close <= 0 || close > token.end()) {
          break;
        }
        copy(from, open);
        replace(open, close, token.kind());
        from = close;
        open = text.indexOf("${", from);
      }
      copy(from, token.end());
    }

    private void copy(int start, int end) {
      if (start < end) {
        pieces.add(new Piece(sql.length(), start, true));
        sql.append(text, start, end);
      }
    }

    private void replace(int start, int end, Kind around) {
      String name = text.substring(start + 2, end - 1);
      if (name.startsWith("env:") || name.startsWith("file:")) {
        copy(start, end);
        return;
      }
      Optional<Setting> setting = configuration.find(name);
      if (setting.isEmpty()) {
        List<String> known =
            configuration.settings().stream().map(Setting::parameter).map(Parameter::path).toList();
        String problem = "no parameter '" + name + "'" + NearestName.hint(name, known);
        problems.add(statement.problemAt(start, problem, ""));
        return;
      }
      used.add(setting.get());
      pieces.add(new Piece(sql.length(), start, false));
      sql.append(literal(setting.get(), around));
    }
  }

  private static String literal(Setting setting, Kind around) {
    String value = setting.value();
    switch (around) {
      case STRING:
        return value.replace("'", "''");
      case IDENTIFIER:
        return value.replace("`", "``");
      default:
        return setting.parameter().type().isNumber()
            ? new BigDecimal(value).toPlainString()
            : "'" + value.replace("'", "''") + "'";
    }
  }
}
