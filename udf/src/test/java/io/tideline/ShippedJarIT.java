package io.tideline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar as it goes into a cluster's lib/. */
class ShippedJarIT {

  private JarFile jar;

  @BeforeEach
  void open() throws Exception {
    jar = new JarFile(Path.of("target", "tideline-udf.jar").toFile());
  }

  @AfterEach
  void close() throws Exception {
    jar.close();
  }

  @Test
  void everyClassIsUnderOurName() {
    assertThat(names()).filteredOn(name -> name.endsWith(".class")).isNotEmpty();
    assertThat(names())
        .filteredOn(name -> name.endsWith(".class") && !name.startsWith("io/tideline/"))
        .isEmpty();
  }

  @Test
  void theSdkIsInside() {
    assertThat(names())
        .contains("io/tideline/shaded/com/aliyun/datahub/client/DatahubClient.class");
  }

  @Test
  void nothingIsSigned() {
    assertThat(names()).noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)"));
  }

  @Test
  void flinkFindsOurFactories() throws Exception {
    assertThat(text("META-INF/services/org.apache.flink.table.factories.Factory"))
        .contains("io.tideline.connector.datahub.table.DataHubDynamicTableFactory");
    assertThat(text("META-INF/services/java.util.spi.ToolProvider"))
        .contains("io.tideline.connector.datahub.TopicTool");
  }

  @Test
  void theLicenseAndTheNoticesAreInside() throws Exception {
    assertThat(text("META-INF/LICENSE")).contains("Apache License");
    assertThat(names()).contains("META-INF/NOTICE");
  }

  private List<String> names() {
    return jar.stream().map(ZipEntry::getName).collect(Collectors.toList());
  }

  private String text(String entry) throws Exception {
    return new String(
        jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
