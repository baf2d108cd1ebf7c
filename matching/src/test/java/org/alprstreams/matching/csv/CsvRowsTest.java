package org.alprstreams.matching.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRowsTest {

  @TempDir Path directory;

  private final List<String> seen = new ArrayList<>();

  @Test
  void quotedFieldsHoldDelimitersQuotesAndLineBreaks() throws Exception {
    // When
    read(FileFormat.CSV, "a,b\r\n\"x, \"\"y\"\"\",  z \r\n\"two\nlines\" ,\"\"\r\nlast,row");

    // Then
    assertThat(seen)
        .containsExactly(
            "header [a, b]", "2 {a=x, \"y\", b=z}", "3 {a=two\nlines, b=}", "5 {a=last, b=row}");
  }

  @Test
  void oldMacLineEndsAndBlankLinesDoNotMatter() throws Exception {
    read(FileFormat.CSV, "a,b\r\r1,2\r3,4");
    assertThat(seen).containsExactly("header [a, b]", "3 {a=1, b=2}", "4 {a=3, b=4}");
  }

  @Test
  void badRowsLeaveTheOthersAlone() throws Exception {
    // When
    read(FileFormat.CSV, "a,b\n1\n1,2,3\n\"x\"y,2\n" + "z".repeat(5000) + ",2\n1,2\n");

    // Then
    assertThat(seen)
        .containsExactly(
            "header [a, b]",
            "2 bad has 1 fields where the header has 2",
            "3 bad has 3 fields where the header has 2",
            "4 bad has a field that goes on after its closing quote, or is too long",
            "5 bad has a field that goes on after its closing quote, or is too long",
            "6 {a=1, b=2}");
  }

  @Test
  void blankColumnsThatASpreadsheetLeavesAtTheEndDoNotMatter() throws Exception {
    // When one row has a value there, and one lacks a field
    read(FileFormat.CSV, "a,b,, \n1,2,,\n3,4,5,\n6,7,\n");

    // Then
    assertThat(seen)
        .containsExactly(
            "header [a, b]",
            "2 {a=1, b=2}",
            "3 bad has a value in a column that has no name",
            "4 bad has 3 fields where the header has 4");
  }

  @Test
  void commentsAndFirstLinesAreSkippedAndShortRowsFilled() throws Exception {
    // When
    read(
        new FileFormat(
            StandardCharsets.ISO_8859_1,
            2,
            Optional.of("#"),
            new Layout.Delimited('\t', Optional.empty(), List.of("a", "b"), true)),
        "title\n\"not a row\n# comment\n1\t\"2\n3\n4\t5\t6");

    // Then
    assertThat(seen)
        .containsExactly(
            "header [a, b]",
            "4 {a=1, b=\"2}",
            "5 {a=3}",
            "6 bad has 3 fields where the header has 2");
  }

  @Test
  void columnsLieWhereTheyAreDeclared() throws Exception {
    // When
    read(
        new FileFormat(
            StandardCharsets.UTF_8,
            0,
            Optional.empty(),
            new Layout.FixedWidth(
                List.of(new Layout.FixedColumn("b", 6, 2), new Layout.FixedColumn("a", 1, 4)))),
        "1234-56\n12\n1234-56   \n1234-567\n");

    // Then
    assertThat(seen)
        .containsExactly(
            "header [b, a]",
            "1 {a=1234, b=56}",
            "2 {a=12, b=}",
            "3 {a=1234, b=56}",
            "4 bad has 8 characters where the layout has 7");
  }

  @Test
  void whatLeavesTheRestInDoubtIsRefused() {
    assertRefused("quote that is not closed", "a,b\n\"x,2\n3,4\n");
    assertRefused("more than 4096 characters", "a,b\n\"" + "x\n".repeat(9000));
    assertRefused("more than 1000 fields", "a,b\n" + "\"x\n\",".repeat(2000));
    assertRefused("line 2 has more than 65536 characters", "a,b\n" + "x".repeat(70_000));
    assertRefused("names a column twice: columns 1 and 3", "a,b,a\n");
    assertRefused("is empty", "\n\n");
  }

  @Test
  void anotherEncodingIsNamed() throws Exception {
    Path file = write("a\né\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> CsvRows.read(file, taker()))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("is not UTF-8");
    assertThatThrownBy(
            () ->
                CsvRows.read(
                    new ListFile(file),
                    new FileFormat(
                        StandardCharsets.US_ASCII, 0, Optional.empty(), FileFormat.CSV.layout()),
                    taker()))
        .hasMessageContaining("is not US-ASCII, as its mapping says");
  }

  @Test
  void fileThatSaysItIsUtf8AndIsNotIsNotLaidAtItsMappingsDoor() throws Exception {
    // Given a mark, and a byte that is no UTF-8 after it
    Path file = write("\u00EF\u00BB\u00BFa\n\u00E9\n", StandardCharsets.ISO_8859_1);

    // Then
    assertThatThrownBy(
            () ->
                CsvRows.read(
                    new ListFile(file),
                    new FileFormat(
                        Charset.forName("windows-1252"),
                        0,
                        Optional.empty(),
                        FileFormat.CSV.layout()),
                    taker()))
        .hasMessageContaining("is not UTF-8")
        .hasMessageNotContaining("mapping");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16, iconv -f UTF-16 -t UTF-8",
    "UTF-16LE, iconv -f UTF-16LE -t UTF-8",
    "UTF-16BE, iconv -f UTF-16BE -t UTF-8"
  })
  void utf16IsToldFromEncodingsOfOneByte(String charset, String advice) throws Exception {
    // Given what spreadsheets save as Unicode text, with a mark or without
    Path file = write("plate,address\n8ABC123,1 Main St\n", Charset.forName(charset));

    // Then
    assertThatThrownBy(() -> CsvRows.read(file, taker()))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining(advice);
  }

  @Test
  void aMappingMayDeclareUtf16() throws Exception {
    // When
    read(
        new FileFormat(StandardCharsets.UTF_16LE, 0, Optional.empty(), FileFormat.CSV.layout()),
        "a,b\n1,2\n");

    // Then
    assertThat(seen).containsExactly("header [a, b]", "2 {a=1, b=2}");
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThatThrownBy(() -> CsvRows.read(directory, taker()))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("is no file");
  }

  private void assertRefused(String reason, String text) {
    assertThatThrownBy(() -> read(FileFormat.CSV, text))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining(reason);
  }

  private void read(FileFormat format, String text) throws UnusableFileException, IOException {
    CsvRows.read(new ListFile(write(text, format.charset())), format, taker());
  }

  private Path write(String text, Charset charset) throws IOException {
    return Files.write(Files.createTempFile(directory, "rows", ".txt"), text.getBytes(charset));
  }

  private CsvRows.Taker taker() {
    return new CsvRows.Taker() {
      @Override
      public List<String> header(List<String> columns) {
        seen.add("header " + columns);
        return columns;
      }

      @Override
      public void row(CsvRow row) {
        seen.add(row.line() + " " + new TreeMap<>(row.values()));
      }

      @Override
      public void bad(long line, String reason) {
        seen.add(line + " bad " + reason);
      }
    };
  }
}
