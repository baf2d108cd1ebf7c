package org.alprstreams.recognition.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

  @TempDir private Path directory;

  @Test
  void columns_are_found_whatever_their_order_case_and_blanks() throws IOException {
    // Given
    Path file = write("\uFEFF Plate ,comment,FILE , State\n AB12 ,\"a, b\",a.jpg,ca\n");
    // When
    Labels labels = Labels.read(file);
    // Then
    assertThat(labels.byImage().get("a.jpg"))
        .containsExactly(new Label("a.jpg", "AB12", Optional.empty(), Optional.of("CA")));
    assertThat(labels.notes()).isEmpty();
  }

  @Test
  void a_quoted_name_may_hold_commas_quotes_and_line_ends() throws IOException {
    // Given
    Path file = write("file,plate\r\n\"a,\n\"\"b\"\".jpg\",AB12\r\n\r\nc.jpg,CD34");
    // When
    Labels labels = Labels.read(file);
    // Then
    assertThat(labels.byImage()).containsOnlyKeys("a,\n\"b\".jpg", "c.jpg");
  }

  @Test
  void a_quote_that_is_not_closed_is_named_with_its_line() throws IOException {
    assertRefused("file,plate\na.jpg,AB12\n\"b.jpg,CD34\n", "line 3", "a quote");
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE,false", "UTF-16BE,false", "UTF-16LE,true", "UTF-16BE,true"})
  void utf16_is_named_with_its_conversion(String encoding, boolean mark) throws IOException {
    // Given
    String text = (mark ? "\uFEFF" : "") + "file,plate\na.jpg,AB12\n";
    Path file = Files.write(directory.resolve("l.csv"), text.getBytes(Charset.forName(encoding)));
    // When / Then
    assertThatIOException()
        .isThrownBy(() -> Labels.read(file))
        .withMessageContaining(file + " is in UTF-16; it has to be in UTF-8")
        .withMessageContaining("iconv -f UTF-16");
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE", "UTF-16BE"})
  void utf16_is_named_though_its_first_letter_is_of_another_script(String encoding)
      throws IOException {
    // Given
    String text = "\u0444,file,plate\n1,a.jpg,AB12\n";
    Path file = Files.write(directory.resolve("l.csv"), text.getBytes(Charset.forName(encoding)));
    // When / Then
    assertThatIOException()
        .isThrownBy(() -> Labels.read(file))
        .withMessageContaining("iconv -f " + encoding);
  }

  @Test
  void another_encoding_is_named_with_the_line_and_its_conversion() throws IOException {
    // Given
    Path file = directory.resolve("l.csv");
    Files.write(
        file, "file,plate\na.jpg,A1\nb\u00FC.jpg,A2\n".getBytes(StandardCharsets.ISO_8859_1));
    // When / Then
    assertThatIOException()
        .isThrownBy(() -> Labels.read(file))
        .withMessageContaining(file + " is not in UTF-8: line 3")
        .withMessageContaining("iconv -f WINDOWS-1252");
  }

  @Test
  void a_missing_column_is_named_beside_those_that_are_there() throws IOException {
    assertRefused("File,Text\na.jpg,AB12\n", "missing: 'plate'", "names 'File', 'Text'");
  }

  @Test
  void other_separators_are_named() throws IOException {
    assertRefused("file;plate\na.jpg;AB12\n", "not by semicolons");
    assertRefused("file\tplate\na.jpg\tAB12\n", "not by tabs");
  }

  @Test
  void a_column_that_is_named_twice_is_refused() throws IOException {
    assertRefused("file,plate,Plate\na.jpg,AB12,CD34\n", "the column 'plate' twice");
  }

  @Test
  void columns_that_labels_do_not_have_may_be_named_twice() throws IOException {
    assertThat(Labels.read(write("file,plate,,\na.jpg,AB12,,\n")).byImage()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12O,20,100,50",
        "10,20,100d,50",
        "10,20,NaN,50",
        "10,20,1e999,50",
        "10,20,100",
        "10,20,,50",
        "10,20,-100,50",
        "10,20,100,0"
      })
  void a_wrong_place_is_refused_with_its_row(String place) throws IOException {
    assertRefused(
        "file,plate,x,y,width,height\na.jpg,AB12,,,,\n\nb.jpg,CD34," + place + "\n",
        "label 2 (line 4)");
  }

  @Test
  void a_place_may_begin_outside_the_picture() throws IOException {
    // Given
    Path file = write("file,plate,x,y,width,height\na.jpg,AB12,-3, 2.5 ,100,50\nb.jpg,CD34\n");
    // When
    Labels labels = Labels.read(file);
    // Then
    assertThat(labels.byImage().get("a.jpg").get(0).place()).hasValue(new Place(-3, 2.5, 100, 50));
    assertThat(labels.byImage().get("b.jpg").get(0).place()).isEmpty();
  }

  @Test
  void a_comma_too_many_is_refused_with_its_row() throws IOException {
    assertRefused("file,plate\na,b.jpg,AB12\n", "label 1 (line 2)", "has 3 fields", "in quotes");
  }

  @Test
  void a_state_that_is_no_code_is_said_and_does_not_count() throws IOException {
    // Given
    Path file = write("file,plate,state\na.jpg,AB12,California\nb.jpg,CD34,ny\nc.jpg,EF56,\n");
    // When
    Labels labels = Labels.read(file);
    // Then
    assertThat(labels.byImage().get("a.jpg").get(0).state()).isEmpty();
    assertThat(labels.byImage().get("b.jpg").get(0).state()).hasValue("NY");
    assertThat(labels.notes())
        .singleElement()
        .asString()
        .contains("1 rows have a state that is no two-letter code such as CA", "line 2");
  }

  @Test
  void a_row_that_stands_twice_counts_once_and_that_is_said() throws IOException {
    // Given one plate twice at one place, once at another, and one twice without a place
    Path file =
        write(
            "file,plate,x,y,width,height\n"
                + "a.jpg,AB12,1,2,30,15\n"
                + "a.jpg,ab-12,1.0,2,30,15\n"
                + "a.jpg,AB12,100,2,30,15\n"
                + "b.jpg,CD34\n"
                + "b.jpg,CD34\n");
    // When
    Labels labels = Labels.read(file);
    // Then
    assertThat(labels.byImage().get("a.jpg")).hasSize(2);
    assertThat(labels.byImage().get("b.jpg")).hasSize(1);
    assertThat(labels.notes())
        .singleElement()
        .asString()
        .contains("2 rows repeat")
        .contains("line 3, 6")
        .doesNotContain("AB12", "a.jpg");
  }

  @Test
  void of_many_rows_only_the_first_are_named() throws IOException {
    // Given
    Path file = write("file,plate\n" + "a.jpg,AB12\n".repeat(10));
    // When / Then
    assertThat(Labels.read(file).notes())
        .isEqualTo(
            List.of(
                "9 rows repeat the plate and the place of one before them and count once: line 3,"
                    + " 4, 5, 6, 7 …"));
  }

  private void assertRefused(String text, String... reasons) throws IOException {
    Path file = write(text);
    assertThatIOException()
        .isThrownBy(() -> Labels.read(file))
        .satisfies(e -> assertThat(e).hasMessageContainingAll(reasons))
        .withMessageContaining(file.toString());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("labels.csv"), text);
  }
}
