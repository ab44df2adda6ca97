package io.tideline.connector.files.format;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import org.apache.flink.core.fs.FSDataInputStream;

/** How the rows of a table stand in a file: one object per table, shipped to every task. */
public interface FileFormat extends Serializable {

  /** What a file's name ends in, without the dot. */
  String suffix();

  /** Begins a file. */
  RowEncoder create(OutputStream out) throws IOException;

  /**
   * Goes on with a file.
   *
   * @param out stands where {@link RowEncoder#suspend()} had left it
   * @param state what that call returned
   * @param position the bytes before that place
   */
  RowEncoder resume(OutputStream out, byte[] state, long position) throws IOException;

  /**
   * Reads a finished file.
   *
   * @param length of the file, in bytes
   * @param columns the indices of the wanted columns, in the order of the rows to return
   */
  RowDecoder read(FSDataInputStream in, long length, int[] columns) throws IOException;
}
