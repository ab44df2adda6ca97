package io.tideline.runner.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the project that is made from the code, or the part of one between two lines. */
public final class GeneratedText {

  /** Writes instead of comparing. */
  private static final boolean UPDATE = System.getProperty("docs.update") != null;

  private static final String COMMAND = "mvn -B -pl runner test -Dtest=*FilesTest -Ddocs.update";

  private final Path file;

  /**
   * @param file from the project's directory
   */
  public GeneratedText(String file) {
    this.file = Path.of("..").resolve(file);
  }

  public void check(String content) throws IOException {
    if (UPDATE) {
      Files.writeString(file, content);
    }
    assertThat(Files.readString(file))
        .as("%s differs from the description of the parameters; this writes it: %s", file, COMMAND)
        .isEqualTo(content);
  }

  /** Checks what stands between {@code <!-- generated: NAME …} and {@code <!-- end of NAME -->}. */
  void checkSection(String name, String content) throws IOException {
    String text = Files.readString(file);
    int begin = text.indexOf("<!-- generated: " + name);
    int end = text.indexOf("<!-- end of " + name + " -->");
    assertThat(begin).as("%s has no line '<!-- generated: %s'", file, name).isNotNegative();
    assertThat(end).as("%s has no line '<!-- end of %s -->'", file, name).isGreaterThan(begin);
    check(text.substring(0, text.indexOf('\n', begin) + 1) + content + text.substring(end));
  }
}
