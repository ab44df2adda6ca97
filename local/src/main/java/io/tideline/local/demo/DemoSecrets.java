package io.tideline.local.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The demo's passwords and keys: drawn at its first start, kept in a file of its owner alone. */
record DemoSecrets(String databasePassword, String accessId, String accessKey) {

  static DemoSecrets in(Path file) throws IOException {
    if (!Files.exists(file)) {
      write(file);
    }
    Properties values = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      values.load(in);
    }
    return new DemoSecrets(
        value(values, "databasePassword", file),
        value(values, "accessId", file),
        value(values, "accessKey", file));
  }

  @Override
  public String toString() {
    return "secrets";
  }

  private static void write(Path file) throws IOException {
    Properties values = new Properties();
    for (String name : new String[] {"databasePassword", "accessId", "accessKey"}) {
      values.setProperty(name, random());
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (Writer out = Files.newBufferedWriter(unfinished)) {
      values.store(out, "Passwords and keys of the demo in this directory");
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String value(Properties values, String name, Path file) throws DemoException {
    String value = values.getProperty(name, "");
    if (value.isEmpty()) {
      throw new DemoException(file + " has no " + name + "; start with a new directory");
    }
    return value;
  }

  private static String random() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
