package io.tideline.connector.files.sink;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;

/**
 * The local file system under the scheme {@code faulty}, with the faults that a test says: real
 * files, and operations on them that fail as those of a disk, a mount or a store do.
 */
public final class FaultyFileSystem extends LocalFileSystem {

  static final String SCHEME = "faulty";

  private static final Faults FAULTS = new Faults();

  /** Makes Flink find it. */
  public static final class Factory implements FileSystemFactory {
    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public FileSystem create(URI uri) {
      return new FaultyFileSystem();
    }
  }

  /** What fails from now on. */
  static final class Faults {
    private String poison;
    private long room = Long.MAX_VALUE;
    private int largest = Integer.MAX_VALUE;
    private int failing;
    private boolean denied;
    private int operations;

    void none() {
      poison = null;
      room = Long.MAX_VALUE;
      largest = Integer.MAX_VALUE;
      failing = 0;
      denied = false;
    }

    /** Every write of bytes with this text in them. */
    void writesOf(String text) {
      poison = text;
    }

    /** Writes when so many more bytes are on the disk: it is full. */
    void writesAfter(long bytes) {
      room = bytes;
    }

    /** Writes of more bytes at a time. */
    void writesOfMoreThan(int bytes) {
      largest = bytes;
    }

    /** So many operations, the next ones. */
    void operations(int count) {
      failing = count;
    }

    /** The opening of files. */
    void permission() {
      denied = true;
    }

    /** How often something was tried. */
    int tried() {
      return operations;
    }

    private void operation(String what) throws IOException {
      operations++;
      if (failing > 0) {
        failing--;
        throw new IOException("I/O error while " + what);
      }
    }

    private void open(Path path) throws IOException {
      operation("opening");
      if (denied) {
        throw new AccessDeniedException(path.toString());
      }
    }

    /** How many of the bytes go through before the failure. */
    private int write(byte[] bytes, int offset, int count) throws IOException {
      operation("writing");
      if (poison != null
          && new String(bytes, offset, count, StandardCharsets.ISO_8859_1).contains(poison)) {
        throw new IOException("content refused");
      }
      if (count > largest) {
        return 0;
      }
      int fits = (int) Math.min(count, room);
      room -= fits;
      return fits;
    }
  }

  static Faults faults() {
    return FAULTS;
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    FAULTS.open(path);
    return new Stream(super.create(path, mode));
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    FAULTS.operation("opening");
    return super.open(path);
  }

  @Override
  public LocalRecoverableWriter createRecoverableWriter() {
    return new Writer(this);
  }

  private static void writeAsFarAsItFits(
      FSDataOutputStream out, byte[] bytes, int offset, int count) throws IOException {
    int fits = FAULTS.write(bytes, offset, count);
    out.write(bytes, offset, fits);
    if (fits < count) {
      out.flush();
      throw new IOException("No space left on device");
    }
  }

  private static final class Stream extends FSDataOutputStream {
    private final FSDataOutputStream out;

    Stream(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      writeAsFarAsItFits(out, bytes, offset, count);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos();
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void sync() throws IOException {
      out.sync();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private static final class RecoverableStream extends RecoverableFsDataOutputStream {
    private final RecoverableFsDataOutputStream out;

    RecoverableStream(RecoverableFsDataOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      writeAsFarAsItFits(out, bytes, offset, count);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public RecoverableWriter.ResumeRecoverable persist() throws IOException {
      FAULTS.operation("persisting");
      return out.persist();
    }

    @Override
    public Committer closeForCommit() throws IOException {
      return out.closeForCommit();
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos();
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void sync() throws IOException {
      FAULTS.operation("syncing");
      out.sync();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private static final class Writer extends LocalRecoverableWriter {

    Writer(LocalFileSystem local) {
      super(local);
    }

    @Override
    public RecoverableFsDataOutputStream open(Path path) throws IOException {
      FAULTS.open(path);
      return new RecoverableStream(super.open(path));
    }

    @Override
    public RecoverableFsDataOutputStream recover(ResumeRecoverable resumable) throws IOException {
      FAULTS.operation("recovering");
      return new RecoverableStream(super.recover(resumable));
    }

    @Override
    public RecoverableFsDataOutputStream.Committer recoverForCommit(CommitRecoverable resumable)
        throws IOException {
      FAULTS.operation("committing");
      return super.recoverForCommit(resumable);
    }
  }
}
