package io.tideline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that is made from the code. It stands between a line that begins with {@code
 * <!-- generated: NAME} and the line {@code <!-- end of NAME -->}. A test calls {@link #check}; run
 * with {@code -Ddocs.update}, it writes the part instead.
 */
public final class GeneratedSection {

  private final Path document;
  private final String name;

  /**
   * @param document a file of {@code docs/}
   */
  public GeneratedSection(String document, String name) {
    this.document = Path.of("..", "docs", document);
    this.name = name;
  }

  public void check(String content) {
    try {
      String text = Files.readString(document);
      String wanted = head(text) + content + tail(text);
      if (System.getProperty("docs.update") != null) {
        Files.writeString(document, wanted);
      }
      assertThat(Files.readString(document))
          .as(
              "%s differs from the code; the comment before '%s' says how to update it",
              document, name)
          .isEqualTo(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String head(String text) {
    int begin = indexOf(text, "<!-- generated: " + name, 0);
    return text.substring(0, text.indexOf('\n', begin) + 1);
  }

  private String tail(String text) {
    return text.substring(indexOf(text, "<!-- end of " + name + " -->", head(text).length()));
  }

  private int indexOf(String text, String marker, int from) {
    int index = text.indexOf(marker, from);
    assertThat(index).as("%s has no line '%s'", document, marker).isNotNegative();
    return index;
  }
}
