package org.alprstreams.matching.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alprstreams.matching.csv.CsvRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingReaderTest {

  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of("plate", "category", "note", "until"),
          Set.of("plate", "category"),
          Set.of("until"),
          "category");

  private static final String GOOD =
      """
      description: for tests
      delimited:
        delimiter: ";"
        header: false
        columns: [A, B, C]
      fields:
        plate: {column: A}
        category: {column: B, codes: {s: STOLEN_VEHICLE}}
        until: {column: C, dates: [dd.MM.yyyy, "yyyy-MM-dd'T'HH:mm"]}
        note: {column: [A, B], named: true, separator: " / "}
      """;

  @Test
  void aRowIsMapped() throws Exception {
    // Given
    FileMapping mapping = read(GOOD);

    // When
    CsvRow row = mapping.apply(new CsvRow(7, Map.of("A", "8ABC123", "B", "S", "C", "31.01.2027")));

    // Then
    assertThat(row.line()).isEqualTo(7);
    assertThat(row.values())
        .isEqualTo(
            Map.of(
                "plate", "8ABC123",
                "category", "STOLEN_VEHICLE",
                "until", "2027-01-31",
                "note", "A 8ABC123 / B S"));
  }

  @Test
  void codesWithoutAMeaningStandForThemselvesWhereTheMappingSaysSo() throws Exception {
    // Given
    FileMapping mapping =
        read(
            """
            description: for tests
            delimited: {delimiter: ";", header: false, columns: [A, B, C]}
            fields:
              plate: {column: A}
              category: {default: AMBER}
              note: {column: C, codes: {X: other}, keepOthers: true}
            """);

    // When / Then
    assertThat(note(mapping, "x")).isEqualTo("other");
    assertThat(note(mapping, "Y")).isEqualTo("Y");
  }

  private static String note(FileMapping mapping, String written) throws Exception {
    return mapping
        .apply(new CsvRow(1, Map.of("A", "8ABC123", "B", "S", "C", written)))
        .value("note")
        .orElseThrow();
  }

  @Test
  void jsonIsTakenToo() throws Exception {
    // When
    FileMapping mapping =
        read(
            """
            {"description": "for tests", "delimited": {"delimiter": "tab"},
             "fields": {"plate": {"column": "P"}, "category": {"default": "AMBER"}}}
            """);

    // Then
    assertThat(mapping.apply(new CsvRow(1, Map.of("P", "8ABC123"))).values())
        .isEqualTo(Map.of("plate", "8ABC123", "category", "AMBER"));
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceWithItsPlace() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    delimited: {delimiter: "::", header: false}
                    encoding: Klingon
                    skipLines: -1
                    fields:
                      plate: {colum: A}
                      category: {column: B, codes: {S: stolen}}
                      note: {column: C, dates: [yyyyMMdd]}
                      until: {column: C, dates: [QQQQQQQ, HH:mm]}
                      colour: {column: D}
                    """))
        .isInstanceOf(InvalidMappingException.class)
        .hasMessageContaining("The mapping test will not do")
        .hasMessageContaining("description is missing")
        .hasMessageContaining("delimited.delimiter must be one character, or tab")
        .hasMessageContaining("delimited.columns must name the columns where header is false")
        .hasMessageContaining("encoding must be one that Java knows")
        .hasMessageContaining("skipLines must be a whole number from 0 to 1000")
        .hasMessageContaining("fields.plate.colum is unknown; here may stand: codes, column,")
        .hasMessageContaining("fields.plate.column or default must be there")
        .hasMessageContaining("fields.category.codes and default must lead to categories")
        .hasMessageContaining("fields.note.dates may stand only at until")
        .hasMessageContaining("fields.until.dates must be patterns of whole dates")
        .hasMessageContaining("fields.colour is no field; the fields are plate, category");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A, B, C                    | A, B, B                     | must have different names
          column: A}                 | column: X}                  | names none of the columns
          plate:                     | note2:                      | must say where plate comes from
          fields:                    | feelds:                     | feelds is unknown
          '  header: false'          | '  header: maybe'           | must be true or false
          delimiter: ";"             | delimiter: '"'              | must differ from the delimiter
          'description: for tests'   | 'description: [a, b]'       | description must be a text
          'description: for tests'   | 'description: "never closed'| no YAML or JSON
          delimited:                 | fixedWidth:                 | must hold keys with their values
          """)
  void oneMistakeIsNamed(String right, String wrong, String message) {
    assertThat(GOOD).contains(right);
    assertThatThrownBy(() -> read(GOOD.replace(right, wrong)))
        .isInstanceOf(InvalidMappingException.class)
        .hasMessageContaining(message);
  }

  @Property(tries = 300)
  void whateverTheBytesNothingElseIsThrown(@ForAll byte[] bytes) {
    assertThat(catchThrowable(() -> MappingReader.read("test", bytes, VOCABULARY)))
        .isInstanceOf(InvalidMappingException.class);
  }

  @Property(tries = 300)
  void whateverIsCutOutOfAGoodOneNothingElseIsThrown(@ForAll("holes") String text) {
    Throwable thrown = catchThrowable(() -> read(text));
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(InvalidMappingException.class);
    }
  }

  @Provide
  Arbitrary<String> holes() {
    return Arbitraries.integers()
        .between(0, GOOD.length())
        .tuple2()
        .map(
            cut ->
                GOOD.substring(0, Math.min(cut.get1(), cut.get2()))
                    + GOOD.substring(Math.max(cut.get1(), cut.get2())));
  }

  private static FileMapping read(String yaml) throws InvalidMappingException {
    return MappingReader.read("test", yaml.getBytes(StandardCharsets.UTF_8), VOCABULARY);
  }
}
