package io.tideline.connector.files.format.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Gathers the pages of one column in one row group, compressed, until the row group ends. */
final class ChunkWriter implements PageWriter {

  /** Longer bounds of a column would make the footer large and help nobody. */
  private static final int LONGEST_BOUND = 64;

  private final PrimitiveType type;
  private final PageCodec codec;
  private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream(0);
  private final ByteArrayOutputStream pages = new ByteArrayOutputStream(0);
  private final Set<org.apache.parquet.format.Encoding> encodings =
      EnumSet.noneOf(org.apache.parquet.format.Encoding.class);
  private final Statistics<?> statistics;
  private long values;
  private long uncompressed;

  ChunkWriter(PrimitiveType type, PageCodec codec) {
    this.type = type;
    this.codec = codec;
    this.statistics = Statistics.createStats(type);
  }

  @Override
  @Deprecated
  public void writePage(
      BytesInput bytes,
      int valueCount,
      Statistics<?> pageStatistics,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    write(bytes, valueCount, pageStatistics, definition, encoding);
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> pageStatistics,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    write(bytes, valueCount, pageStatistics, definition, encoding);
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> pageStatistics,
      SizeStatistics sizes,
      GeospatialStatistics places,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    write(bytes, valueCount, pageStatistics, definition, encoding);
  }

  @Override
  public void writePageV2(
      int rowCount,
      int nullCount,
      int valueCount,
      BytesInput repetitionLevels,
      BytesInput definitionLevels,
      Encoding dataEncoding,
      BytesInput data,
      Statistics<?> pageStatistics) {
    throw new UnsupportedOperationException("pages are written in their first version");
  }

  @Override
  public void writeDictionaryPage(DictionaryPage page) throws IOException {
    org.apache.parquet.format.Encoding encoding = format(page.getEncoding());
    PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, 0, 0);
    header.setDictionary_page_header(new DictionaryPageHeader(page.getDictionarySize(), encoding));
    append(header, page.getBytes().toByteArray(), dictionary);
    encodings.add(encoding);
  }

  /** Writes the chunk where the file has {@code position} bytes and tells what stands there. */
  ColumnChunk end(OutputStream out, long position) throws IOException {
    dictionary.writeTo(out);
    pages.writeTo(out);
    ColumnMetaData meta =
        new ColumnMetaData(
            Type.valueOf(physicalName()),
            List.copyOf(encodings),
            new ArrayList<>(List.of(type.getName())),
            codec.format(),
            values,
            uncompressed,
            size(),
            position + dictionary.size());
    if (dictionary.size() > 0) {
      meta.setDictionary_page_offset(position);
    }
    meta.setStatistics(bounds());
    ColumnChunk chunk = new ColumnChunk(position);
    chunk.setMeta_data(meta);
    return chunk;
  }

  long size() {
    return dictionary.size() + (long) pages.size();
  }

  long uncompressedSize() {
    return uncompressed;
  }

  @Override
  public long getMemSize() {
    return size();
  }

  @Override
  public long allocatedSize() {
    return size();
  }

  @Override
  public String memUsageString(String prefix) {
    return prefix + type.getName() + " " + size() + " bytes";
  }

  private void write(
      BytesInput bytes,
      int valueCount,
      Statistics<?> pageStatistics,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    PageHeader header = new PageHeader(PageType.DATA_PAGE, 0, 0);
    header.setData_page_header(
        new DataPageHeader(
            valueCount,
            format(encoding),
            format(definition),
            org.apache.parquet.format.Encoding.RLE));
    append(header, bytes.toByteArray(), pages);
    values += valueCount;
    statistics.mergeStatistics(pageStatistics);
    encodings.add(format(encoding));
    encodings.add(format(definition));
    encodings.add(org.apache.parquet.format.Encoding.RLE);
  }

  private void append(PageHeader header, byte[] page, ByteArrayOutputStream to) throws IOException {
    byte[] compressed = codec.compress(page);
    header.setUncompressed_page_size(page.length);
    header.setCompressed_page_size(compressed.length);
    int start = to.size();
    Util.writePageHeader(header, to);
    uncompressed += to.size() - start + page.length;
    to.write(compressed);
  }

  private String physicalName() {
    return type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY
        ? "BYTE_ARRAY"
        : type.getPrimitiveTypeName().name();
  }

  private org.apache.parquet.format.Statistics bounds() {
    org.apache.parquet.format.Statistics bounds = new org.apache.parquet.format.Statistics();
    bounds.setNull_count(statistics.getNumNulls());
    // Bounds of floating point numbers mislead readers when NaN or -0 are among them.
    boolean floating =
        type.getPrimitiveTypeName() == PrimitiveTypeName.FLOAT
            || type.getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
    if (!floating && statistics.hasNonNullValue()) {
      byte[] least = statistics.getMinBytes();
      byte[] greatest = statistics.getMaxBytes();
      if (least.length <= LONGEST_BOUND && greatest.length <= LONGEST_BOUND) {
        bounds.setMin_value(least);
        bounds.setMax_value(greatest);
      }
    }
    return bounds;
  }

  private static org.apache.parquet.format.Encoding format(Encoding encoding) {
    return org.apache.parquet.format.Encoding.valueOf(encoding.name());
  }
}
