package io.tideline.connector.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.files.format.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

  private static final String NAME = "shop_orders_20261123150000_0-0.json";

  @TempDir Path directory;
  private FileTable table;
  private FileStore store;

  @BeforeEach
  void open() throws IOException {
    table = new TestFiles(directory).table(new JsonFormat(TestFiles.TYPE));
    store = FileStore.of(table.directory(), new WriteRetry(0, Duration.ZERO));
  }

  @Test
  void aFileInProgressIsHiddenUntilItIsCommitted() throws IOException {
    FileCommittable file = finished();
    assertThat(new TestFiles(directory).names()).isEmpty();
    assertThat(store.commit(file)).isEqualTo(FileStore.Commit.DONE);
    assertThat(directory.resolve(NAME)).hasContent("{\"id\":1,\"note\":\"a\"}");
  }

  @Test
  void committingAgainChangesNothing() throws IOException {
    FileCommittable file = finished();
    store.commit(file);
    assertThat(store.commit(file)).isEqualTo(FileStore.Commit.DONE_BEFORE);
    assertThat(directory.resolve(NAME)).hasContent("{\"id\":1,\"note\":\"a\"}");
  }

  @Test
  void anotherFileOfTheNameIsNeverOverwrittenEvenIfItIsAsLong() throws IOException {
    FileCommittable file = finished();
    String other = "x".repeat((int) file.length());
    Files.writeString(directory.resolve(NAME), other);
    assertThatThrownBy(() -> store.commit(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(NAME);
    assertThat(directory.resolve(NAME)).hasContent(other);
  }

  @Test
  void aFileThatSomebodyTookAwayIsReportedAsMissing() throws IOException {
    FileCommittable file = finished();
    store.commit(file);
    Files.delete(directory.resolve(NAME));
    assertThat(store.commit(file)).isEqualTo(FileStore.Commit.MISSING);
  }

  @Test
  void aNameIsTakenFromTheMomentAFileIsOpened() throws IOException {
    assertThat(store.holds(store.path("", NAME))).isFalse();
    FileCommittable file = finished();
    assertThat(store.holds(store.path("", NAME))).isTrue();
    store.commit(file);
    assertThat(store.holds(store.path("", NAME))).isTrue();
  }

  private FileCommittable finished() throws IOException {
    OpenFile file = OpenFile.create(store, table, store.path("", NAME), 0);
    file.write(GenericRowData.of(1L, StringData.fromString("a")), FileCommittable.NO_TIME);
    return file.finish();
  }
}
