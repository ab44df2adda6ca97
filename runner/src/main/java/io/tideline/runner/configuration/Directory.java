package io.tideline.runner.configuration;

import java.net.URI;
import java.util.Objects;
import org.apache.flink.core.fs.Path;

/** A directory of a store, to tell whether two ways of writing name the same one. */
record Directory(String store, java.nio.file.Path path) {

  private static final String LOCAL = "file";

  /**
   * @param location an absolute path of this machine, or a URI
   */
  static Directory of(String location) {
    URI uri = new Path(location).toUri();
    String scheme = Objects.requireNonNullElse(uri.getScheme(), LOCAL);
    String authority = Objects.requireNonNullElse(uri.getAuthority(), "");
    java.nio.file.Path path = java.nio.file.Path.of("/" + uri.getPath()).normalize();
    return new Directory(scheme + "://" + authority, path);
  }

  /** Whether one is the other or is somewhere in it. */
  boolean overlaps(Directory other) {
    return store.equals(other.store)
        && (path.startsWith(other.path) || other.path.startsWith(path));
  }
}
