package io.tideline.connector.files.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideline.connector.files.sink.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a table's readers see, and in which order they get them. */
class FinishedFilesTest {

  private static final String ORDERS = "shop_orders_20261123150000_0-%d.json";

  @TempDir Path directory;

  @Test
  void theFilesOfATableAreItsOwnWhereverTheyAreBelowItsDirectory() throws IOException {
    touch(orders(0));
    touch("dt=2026-11-23/hr=15/" + orders(1));
    touch("_op=DELETE/" + orders(2));
    touch("dt=2026-11-23/README.json");
    touch("shop_order_items_20261123150000_0-0.json");
    touch("shop_orders_20261123150000_0-3.parquet");

    assertThat(listed())
        .extracting(split -> directory.relativize(Path.of(split.path().getPath())).toString())
        .containsExactlyInAnyOrder(
            orders(0), "dt=2026-11-23/hr=15/" + orders(1), "_op=DELETE/" + orders(2));
  }

  @Test
  void hiddenNamesAreNoDataAtAnyDepth() throws IOException {
    touch("." + orders(0) + ".inprogress.4711");
    touch("_manifests/" + orders(1));
    touch(".set-aside/" + orders(2));
    touch("dt=2026-11-23/_taken_back/a/b/" + orders(3));
    touch("dt=2026-11-23/." + orders(4));

    assertThat(listed()).isEmpty();
  }

  @Test
  void aTableWithoutADirectoryHasNoFiles() throws IOException {
    directory = directory.resolve("not there");

    assertThat(listed()).isEmpty();
  }

  @Test
  void theFileThatWasFinishedFirstIsHandedOutFirst() throws IOException {
    for (int file : new int[] {2, 10, 9, 0}) {
      // The ninth and tenth are finished at the same time.
      long finished = Math.min(file, 9) * 1000L;
      Path path = touch(orders(file));
      Files.setLastModifiedTime(path, FileTime.fromMillis(finished));
    }
    OldestFirst assigner = new OldestFirst(listed());
    assigner.addSplits(List.of());

    List<String> order = new ArrayList<>();
    for (Optional<FileSourceSplit> next = assigner.getNext(null);
        next.isPresent();
        next = assigner.getNext(null)) {
      order.add(next.get().path().getName());
    }
    assertThat(order).containsExactly(orders(0), orders(2), orders(9), orders(10));
    assertThat(assigner.remainingSplits()).isEmpty();
  }

  private Collection<FileSourceSplit> listed() throws IOException {
    return new FinishedFiles(new FileNames("shop", "orders", "json"))
        .enumerateSplits(
            new org.apache.flink.core.fs.Path[] {
              new org.apache.flink.core.fs.Path(directory.toUri())
            },
            1);
  }

  private static String orders(int file) {
    return String.format(ORDERS, file);
  }

  private Path touch(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "{}\n");
  }
}
