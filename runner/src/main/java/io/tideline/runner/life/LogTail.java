package io.tideline.runner.life;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The last lines of a log that may be being written. */
final class LogTail {

  /** The level as conf/log4j2.properties writes it, as text or JSON. */
  private static final Pattern FAILURE =
      Pattern.compile("^\\S+ \\S+ (?:WARN|ERROR|FATAL) |\"level\":\"(?:WARN|ERROR|FATAL)\"");

  private LogTail() {}

  static List<String> of(Path log, int count, Predicate<String> filter) throws IOException {
    Deque<String> last = new ArrayDeque<>();
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(Files.newInputStream(log), decoder))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (filter.test(line)) {
          last.add(line);
          if (last.size() > count) {
            last.remove();
          }
        }
      }
    }
    return List.copyOf(last);
  }

  static boolean isFailure(String line) {
    return FAILURE.matcher(line).find();
  }
}
