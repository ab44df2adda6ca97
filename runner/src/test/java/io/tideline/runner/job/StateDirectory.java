package io.tideline.runner.job;

import io.tideline.runner.job.RestoreProperties.Damage;
import io.tideline.runner.job.RestoreProperties.Made;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/** A job's state directory with points that Flink itself could have written. */
final class StateDirectory implements AutoCloseable {

  private final Path root;

  StateDirectory() throws IOException {
    root = Files.createTempDirectory("state");
  }

  String uri() {
    return "file://" + root;
  }

  Path directory(Made made) {
    return root.resolve(made.directory());
  }

  String path(Made made) {
    return "file:" + directory(made);
  }

  /** All that the point consists of. */
  List<Path> files(Made made) {
    try (Stream<Path> files = Files.list(directory(made))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void make(Made made) throws IOException {
    Path directory = Files.createDirectories(directory(made));
    Path keyed = write(directory.resolve("keyed"), "keyed state");
    Path operator = write(directory.resolve("operator"), "operator state");
    if (made.damage() == Damage.INCOMPLETE) {
      return;
    }
    byte[] metadata = metadata(made, keyed, operator);
    Path file = directory.resolve("_metadata");
    switch (made.damage()) {
      case METADATA_CUT -> Files.write(file, Arrays.copyOf(metadata, metadata.length / 2));
      case METADATA_EMPTY -> Files.createFile(file);
      default -> Files.write(file, metadata);
    }
    if (made.damage() == Damage.FILE_MISSING) {
      Files.delete(keyed);
    }
    Files.setLastModifiedTime(file, FileTime.fromMillis(made.second() * 1_000L));
  }

  private static byte[] metadata(Made made, Path keyed, Path operator) throws IOException {
    OperatorState state = new OperatorState(new OperatorID(1, 2), 1, 128);
    state.putState(
        0,
        OperatorSubtaskState.builder()
            .setManagedKeyedState(
                new KeyGroupsStateHandle(
                    new KeyGroupRangeOffsets(KeyGroupRange.of(0, 127)), handle(keyed)))
            .setManagedOperatorState(
                StateObjectCollection.singleton(
                    new OperatorStreamStateHandle(
                        Map.of(
                            "state",
                            new OperatorStateHandle.StateMetaInfo(
                                new long[] {0}, OperatorStateHandle.Mode.UNION)),
                        handle(operator))))
            .build());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Checkpoints.storeCheckpointMetadata(
        new CheckpointMetadata(made.number(), List.of(state), List.of()), bytes);
    return bytes.toByteArray();
  }

  private static FileStateHandle handle(Path file) throws IOException {
    return new FileStateHandle(new org.apache.flink.core.fs.Path("file:" + file), Files.size(file));
  }

  private static Path write(Path file, String content) throws IOException {
    return Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
