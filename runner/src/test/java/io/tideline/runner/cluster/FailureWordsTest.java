package io.tideline.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailureWordsTest {

  @Test
  void theLastCauseWithWordsIsTheReason() {
    assertThat(
            FailureWords.of(
                new CompletionException(
                    new IOException(
                        "java.io.IOException: wrapped",
                        new IllegalStateException("disk is full")))))
        .isEqualTo("disk is full");
  }

  @Test
  void aTraceOfAServerIsItsLastCause() {
    assertThat(
            FailureWords.ofTrace(
                """
                Internal server error.
                <Exception on server side:
                java.util.concurrent.CompletionException: org.apache.flink.runtime.X: one
                \tat a.B.c(B.java:1)
                Caused by: java.io.IOException: Could not perform checkpoint 7
                \tat a.B.c(B.java:2)
                Caused by: java.io.FileNotFoundException: /data/chk-7 (Permission denied)
                \t... 3 more
                End of exception on server side>
                """))
        .isEqualTo("/data/chk-7 (Permission denied)");
  }

  @Test
  void whatIsNoTraceIsTakenAsItIs() {
    assertThat(FailureWords.ofTrace("no such job\nmore")).isEqualTo("no such job");
    assertThat(FailureWords.ofTrace("")).isEqualTo("no reason given");
  }

  @Test
  void anExceptionWithoutWordsIsNamed() {
    assertThat(FailureWords.ofTrace("java.lang.NullPointerException\n\tat a.B.c(B.java:1)"))
        .isEqualTo("java.lang.NullPointerException");
  }
}
