package io.tideline.runner.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LexerProperties {

  private static final String[] QUOTABLE = {
    "a", ";", "--", "/*", "*/", "''", "//", " ", "\n", "${x", "世", "😀", "END;", "BEGIN"
  };

  @Property
  void tokensJoinedAreTheScript(@ForAll("statements") List<List<String>> statements)
      throws ScriptException {
    String text = script(statements);
    Script script = new Script("a.sql", text);

    String joined =
        Lexer.tokens(script).stream().map(t -> t.in(script)).collect(Collectors.joining());

    assertThat(joined).isEqualTo(text);
  }

  @Property
  void aScriptIsCutAtTheSemicolonsBetweenStatementsOnly(
      @ForAll("statements") List<List<String>> statements) throws ScriptException {
    List<String> found =
        Splitter.statements(new Script("a.sql", script(statements))).stream()
            .map(Statement::source)
            .toList();

    assertThat(found).isEqualTo(statements.stream().map(LexerProperties::source).toList());
  }

  @Property
  void aStatementKnowsItsLineAndColumn(@ForAll("statements") List<List<String>> statements)
      throws ScriptException {
    String text = script(statements);
    List<Statement> found = Splitter.statements(new Script("a.sql", text));

    int from = 0;
    for (Statement statement : found) {
      Place place = statement.place();
      String line = text.split("\n", -1)[place.line() - 1];
      assertThat(line.substring(place.column() - 1))
          .startsWith(statement.source().split("\n", -1)[0]);
      assertThat(statement.start()).isGreaterThanOrEqualTo(from);
      from = statement.start() + statement.source().length();
    }
  }

  @Property
  void aStatementSetHoldsTheSameStatements(@ForAll("statements") List<List<String>> statements)
      throws ScriptException {
    List<String> found =
        Splitter.statements(
                new Script(
                    "a.sql", "EXECUTE STATEMENT SET\nBEGIN\n" + script(statements) + "\nEND;"))
            .stream()
            .map(Statement::source)
            .toList();

    assertThat(found).isEqualTo(statements.stream().map(LexerProperties::source).toList());
  }

  @Property
  void everyPlaceLeadsBackToItsCharacter(@ForAll("lines") String text) {
    Script script = new Script("a.sql", text);

    for (int offset = 0; offset < text.length(); offset++) {
      Place place = script.place(offset);
      assertThat(script.offset(place.line(), place.column())).isEqualTo(offset);
    }
  }

  @Property
  void aCaretStandsBelowTheCharacterItIsAbout(@ForAll("lines") String text) {
    Script script = new Script("a.sql", text);

    for (int offset = 0; offset < text.length(); offset++) {
      if (Character.isWhitespace(text.charAt(offset))) {
        continue;
      }
      String[] lines = script.excerpt(offset).split("\n");
      assertThat(lines[0].charAt(lines[1].indexOf('^'))).isEqualTo(text.charAt(offset));
    }
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of("a", "(", "\t", " ", "\n", "\r\n", "\r", "bc")
        .list()
        .ofMaxSize(20)
        .map(LexerProperties::join);
  }

  @Provide
  Arbitrary<List<List<String>>> statements() {
    Arbitrary<String> inside = Arbitraries.of(QUOTABLE).list().ofMaxSize(6).map(l -> join(l));
    Arbitrary<String> string = inside.map(content -> "'" + content + "'");
    Arbitrary<String> identifier = inside.map(content -> "`" + content + "`");
    Arbitrary<String> comment =
        inside
            .filter(content -> !content.contains("*/") && !content.startsWith("+"))
            .map(content -> "/*" + content + " */");
    Arbitrary<String> lineComment = inside.map(content -> "--" + content.replace("\n", " ") + "\n");
    Arbitrary<String> hint =
        inside
            .filter(content -> !content.contains("*/"))
            .map(content -> "/*+ OPTIONS('k'='" + content + "') */");
    Arbitrary<String> slashes = inside.map(content -> "//" + content.replace("\n", " ") + "\n");
    Arbitrary<String> word =
        Arbitraries.of("SELECT", "x1", "_a", "(", ",", ".", "=", "7", "${a.b}");
    Arbitrary<String> piece =
        Arbitraries.oneOf(string, identifier, comment, lineComment, hint, slashes, word);
    // A statement begins and ends with something that is no comment.
    return piece.list().ofMaxSize(6).map(LexerProperties::withEnds).list().ofMaxSize(5);
  }

  private static List<String> withEnds(List<String> pieces) {
    List<String> all = new java.util.ArrayList<>(List.of("INSERT"));
    all.addAll(pieces);
    all.add("t");
    return all;
  }

  private static String join(List<String> parts) {
    return String.join("", parts);
  }

  private static String source(List<String> pieces) {
    return String.join(" ", pieces);
  }

  private static String script(List<List<String>> statements) {
    return statements.stream()
        .map(pieces -> " -- about; it\n" + source(pieces) + "\n;")
        .collect(Collectors.joining("\n"));
  }
}
