package io.tideline.runner.plan;

import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;

/**
 * What a checkpoint or savepoint holds, as far as its metadata tells.
 *
 * @param path its directory
 * @param checkpoint its number; 0 when it is only what a job may keep
 * @param operators those that have state, by their ids
 */
public record SavedState(String path, long checkpoint, Map<String, SavedOperator> operators) {

  private static final String METADATA = "_metadata";

  /**
   * One operator's state.
   *
   * @param maxParallelism more instances than this cannot share it
   */
  public record SavedOperator(String id, int parallelism, int maxParallelism, long bytes) {}

  /**
   * @param path a directory with metadata, or the file itself
   * @throws IOException when there is none, or it cannot be read
   */
  public static SavedState read(String path) throws IOException {
    Path given = new Path(path);
    Path file = given.getName().equals(METADATA) ? given : new Path(given, METADATA);
    FileSystem files = file.getFileSystem();
    try (DataInputStream in = new DataInputStream(files.open(file))) {
      CheckpointMetadata metadata =
          Checkpoints.loadCheckpointMetadata(
              in, SavedState.class.getClassLoader(), file.toString());
      return of(file.getParent().toString(), metadata);
    } catch (FileNotFoundException e) {
      throw new FileNotFoundException(
          "there is no checkpoint or savepoint at " + path + " (no file " + METADATA + ")");
    }
  }

  private static SavedState of(String path, CheckpointMetadata metadata) {
    Map<String, SavedOperator> operators = new LinkedHashMap<>();
    for (OperatorState state : metadata.getOperatorStates()) {
      if (hasState(state)) {
        String id = state.getOperatorID().toHexString();
        operators.put(
            id,
            new SavedOperator(
                id, state.getParallelism(), state.getMaxParallelism(), state.getStateSize()));
      }
    }
    return new SavedState(path, metadata.getCheckpointId(), operators);
  }

  /** As Flink decides whether an operator may be missing. */
  private static boolean hasState(OperatorState state) {
    return state.getCoordinatorState() != null
        || state.getStates().stream().anyMatch(OperatorSubtaskState::hasState);
  }
}
