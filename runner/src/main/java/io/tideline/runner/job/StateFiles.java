package io.tideline.runner.job;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/** Whether a restore point is whole: its metadata, and every file that this names. */
public final class StateFiles {

  private StateFiles() {}

  /**
   * Why nothing can go on from the point; empty when nothing speaks against it. A file's content is
   * not read, only that it is there and as long as it was.
   */
  public static Optional<String> fault(RestorePoint point) {
    CheckpointMetadata metadata;
    try {
      metadata = metadata(point);
    } catch (IOException | RuntimeException e) {
      return Optional.of("its metadata cannot be read: " + e);
    }
    for (FileStateHandle file : files(metadata)) {
      try {
        Path path = file.getFilePath();
        long length = path.getFileSystem().getFileStatus(path).getLen();
        if (length != file.getStateSize()) {
          return Optional.of(
              "%s has %d bytes and had %d".formatted(path, length, file.getStateSize()));
        }
      } catch (IOException e) {
        return Optional.of(file.getFilePath() + " cannot be read: " + e);
      }
    }
    return Optional.empty();
  }

  /**
   * @throws IOException when it is missing or damaged; a runtime exception is possible too
   */
  static CheckpointMetadata metadata(RestorePoint point) throws IOException {
    Path file = new Path(point.path(), "_metadata");
    try (DataInputStream in = new DataInputStream(file.getFileSystem().open(file))) {
      return Checkpoints.loadCheckpointMetadata(
          in, StateFiles.class.getClassLoader(), point.path());
    }
  }

  private static Set<FileStateHandle> files(CheckpointMetadata metadata) {
    Set<FileStateHandle> files = new LinkedHashSet<>();
    for (OperatorState operator : metadata.getOperatorStates()) {
      add(operator.getCoordinatorState(), files);
      for (OperatorSubtaskState subtask : operator.getStates()) {
        subtask.getManagedKeyedState().forEach(state -> add(state, files));
        subtask.getRawKeyedState().forEach(state -> add(state, files));
        subtask.getManagedOperatorState().forEach(state -> add(state, files));
        subtask.getRawOperatorState().forEach(state -> add(state, files));
        subtask.getInputChannelState().forEach(state -> add(state.getDelegate(), files));
        subtask.getResultSubpartitionState().forEach(state -> add(state.getDelegate(), files));
      }
    }
    return files;
  }

  private static void add(KeyedStateHandle state, Set<FileStateHandle> files) {
    if (state instanceof KeyGroupsStateHandle groups) {
      add(groups.getDelegateStateHandle(), files);
    } else if (state instanceof IncrementalRemoteKeyedStateHandle incremental) {
      add(incremental.getMetaDataStateHandle(), files);
      incremental.getSharedState().forEach(part -> add(part.getHandle(), files));
      incremental.getPrivateState().forEach(part -> add(part.getHandle(), files));
    } else if (state instanceof IncrementalKeyedStateHandle incremental) {
      add(incremental.getMetaDataStateHandle(), files);
    }
  }

  private static void add(OperatorStateHandle state, Set<FileStateHandle> files) {
    add(state.getDelegateStateHandle(), files);
  }

  private static void add(StreamStateHandle state, Set<FileStateHandle> files) {
    // Small state is in the metadata itself.
    if (state instanceof FileStateHandle file) {
      files.add(file);
    }
  }
}
