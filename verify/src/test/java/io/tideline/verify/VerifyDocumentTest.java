package io.tideline.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** The table of options in the document is made from the options. */
class VerifyDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "verify.md");
  private static final String BEGIN = "<!-- generated: options of verify;";
  private static final String END = "<!-- end of options of verify -->";

  @Test
  void theDocumentHasEveryOption() throws IOException {
    String text = Files.readString(DOCUMENT);
    int begin = text.indexOf('\n', text.indexOf(BEGIN)) + 1;
    String wanted = text.substring(0, begin) + table() + text.substring(text.indexOf(END));
    if (System.getProperty("docs.update") != null) {
      Files.writeString(DOCUMENT, wanted);
    }

    assertThat(Files.readString(DOCUMENT))
        .as("the comment before the table says how to update it")
        .isEqualTo(wanted);
  }

  private static String table() {
    return Verify.commandLine(Map.of()).getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .map(VerifyDocumentTest::row)
        .collect(Collectors.joining("", "| option | what it does |\n|---|---|\n", ""));
  }

  private static String row(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    String description =
        String.join(" ", option.description())
            .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()));
    return "| `%s%s` | %s |\n"
        .formatted(
            option.longestName(), value.replace("|", "\\|"), description.replace("|", "\\|"));
  }
}
