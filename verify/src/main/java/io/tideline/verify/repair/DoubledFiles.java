package io.tideline.verify.repair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Moves files aside whose every event is in other files, too: no event can take one back. */
public final class DoubledFiles {

  private static final String ASIDE = ".set-aside";

  private DoubledFiles() {}

  /**
   * @param output the directory above that of the table
   * @return where they are now
   * @throws IOException also when one of the name is there already: nothing is overwritten
   */
  public static List<Path> moveAside(Path output, List<String> files) throws IOException {
    List<Path> moved = new ArrayList<>();
    for (String file : files) {
      Path path = Path.of(file);
      Path target = output.resolve(ASIDE).resolve(output.relativize(path));
      Files.createDirectories(target.getParent());
      moved.add(Files.move(path, target));
    }
    return moved;
  }
}
