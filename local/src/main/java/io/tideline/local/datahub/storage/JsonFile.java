package io.tideline.local.datahub.storage;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A value kept as JSON in a file that is replaced as a whole, so that it is never half written. */
public final class JsonFile<T> {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          // What a record derives from its parts is not one of them.
          .setVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE);

  private final Path path;
  private final Class<T> type;
  private final boolean fsync;

  /**
   * @param type a record of JSON-like parts
   */
  public JsonFile(Path path, Class<T> type, boolean fsync) {
    this.path = path;
    this.type = type;
    this.fsync = fsync;
  }

  public boolean exists() {
    return Files.exists(path);
  }

  public T read() throws IOException {
    return MAPPER.readValue(path.toFile(), type);
  }

  public void write(T value) throws IOException {
    Files.createDirectories(path.getParent());
    Path next = path.resolveSibling(path.getFileName() + ".next");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(value));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      if (fsync) {
        out.force(true);
      }
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
