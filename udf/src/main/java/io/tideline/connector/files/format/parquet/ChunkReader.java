package io.tideline.connector.files.format.parquet;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;

/** Takes a column's chunk apart into its pages. */
final class ChunkReader implements PageReader {

  private final ByteArrayInputStream in;
  private final PageCodec codec;
  private final boolean hasDictionary;
  private final long values;

  ChunkReader(byte[] chunk, ColumnMetaData meta) throws IOException {
    in = new ByteArrayInputStream(chunk);
    codec = PageCodec.of(meta.getCodec());
    hasDictionary = meta.isSetDictionary_page_offset();
    values = meta.getNum_values();
  }

  @Override
  public DictionaryPage readDictionaryPage() {
    if (!hasDictionary) {
      return null;
    }
    try {
      PageHeader header = Util.readPageHeader(in);
      return new DictionaryPage(
          body(header),
          header.getUncompressed_page_size(),
          header.getDictionary_page_header().getNum_values(),
          encoding(header.getDictionary_page_header().getEncoding()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long getTotalValueCount() {
    return values;
  }

  @Override
  public DataPage readPage() {
    if (in.available() == 0) {
      return null;
    }
    try {
      PageHeader header = Util.readPageHeader(in);
      DataPageHeader data = header.getData_page_header();
      return new DataPageV1(
          body(header),
          data.getNum_values(),
          header.getUncompressed_page_size(),
          null,
          encoding(data.getRepetition_level_encoding()),
          encoding(data.getDefinition_level_encoding()),
          encoding(data.getEncoding()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BytesInput body(PageHeader header) throws IOException {
    byte[] page = in.readNBytes(header.getCompressed_page_size());
    if (page.length < header.getCompressed_page_size()) {
      throw new EOFException("a page ends too early");
    }
    return BytesInput.from(codec.decompress(page, header.getUncompressed_page_size()));
  }

  private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
    return Encoding.valueOf(encoding.name());
  }
}
