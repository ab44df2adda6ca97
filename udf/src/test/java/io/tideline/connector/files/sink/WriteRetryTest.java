package io.tideline.connector.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter.ResumeRecoverable;
import org.junit.jupiter.api.Test;

class WriteRetryTest {

  @Test
  void p4AFailingOperationIsTriedThreeTimesMoreAndThenFails() {
    AtomicInteger attempts = new AtomicInteger();
    WriteRetry retry = new WriteRetry(3, Duration.ofMillis(1));
    assertThatThrownBy(
            () ->
                retry.call(
                    "writing a.json",
                    () -> {
                      attempts.incrementAndGet();
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("writing a.json failed 4 times, last: disk full");
    assertThat(attempts).hasValue(4);
  }

  @Property(tries = 100)
  void p4WhatFailsInTheMiddleOfAPieceIsGoneOnWithThere(
      @ForAll byte[] piece, @ForAll @IntRange(min = 0, max = 3) int failures, @ForAll long seed)
      throws IOException {
    FailingStream stream = new FailingStream(failures, new Random(seed));
    RetryingOutput out = new RetryingOutput(stream, new WriteRetry(3, Duration.ZERO), "a.json");
    out.write(piece, 0, piece.length);
    out.write(piece, 0, piece.length);
    assertThat(out.position()).isEqualTo(2L * piece.length);
    byte[] written = stream.bytes.toByteArray();
    assertThat(written).hasSize(2 * piece.length).startsWith(piece).endsWith(piece);
  }

  /** Writes a part of a piece, then fails, a few times. */
  private static final class FailingStream extends RecoverableFsDataOutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Random random;
    private int failures;

    FailingStream(int failures, Random random) {
      this.failures = failures;
      this.random = random;
    }

    @Override
    public void write(byte[] piece, int offset, int count) throws IOException {
      if (failures > 0) {
        failures--;
        bytes.write(piece, offset, random.nextInt(count + 1));
        throw new IOException("no space left");
      }
      bytes.write(piece, offset, count);
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public long getPos() {
      return bytes.size();
    }

    @Override
    public void flush() {}

    @Override
    public void sync() {}

    @Override
    public ResumeRecoverable persist() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Committer closeForCommit() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
