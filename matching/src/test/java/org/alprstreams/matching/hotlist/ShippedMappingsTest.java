package org.alprstreams.matching.hotlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.mapping.FileMapping;
import org.alprstreams.matching.mapping.Mappings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mapping that comes with the system, with synthetic data of its format. */
class ShippedMappingsTest {

  @Test
  void ncicFieldCodesAndExtracts() throws Exception {
    // When
    CheckedFile list = read("ncic", "ncic.txt");

    // Then the extracts that the policy knows are in
    HotlistEntry vehicle = list.entry("8ABC123");
    assertThat(vehicle.getState()).isEqualTo("CA");
    assertThat(vehicle.getCategory()).isEqualTo(HotlistCategory.STOLEN_VEHICLE);
    assertThat(vehicle.getSourceAgency()).isEqualTo("CA0000000");
    assertThat(vehicle.getSourceRef()).isEqualTo("V000000001");
    assertThat(vehicle.getCaseNumber()).isEqualTo("26-000101");
    assertThat(vehicle.getReason()).isEqualTo("Vehicle, EV");
    assertThat(vehicle.getMake()).isEqualTo("HOND");
    assertThat(vehicle.getModel()).isEqualTo("CIV");
    assertThat(vehicle.getColor()).isEqualTo("SIL");
    assertThat(vehicle.getYear()).isEqualTo(2019);
    assertThat(vehicle.getNote())
        .isEqualTo("LIT PC; LIY 2027; VIN 1XXXXXXXXXX000001; VST 4D; DOT 20261101");
    assertThat(list.entry("7XYW456").getCategory()).isEqualTo(HotlistCategory.STOLEN_PLATE);
    assertThat(list.entry("6DEF789").getCategory()).isEqualTo(HotlistCategory.WANTED_PERSON);
    assertThat(list.entry("5GHJ321").getCategory()).isEqualTo(HotlistCategory.MISSING_PERSON);
    assertThat(list.entries()).hasSize(7);

    // And the FBI's codes of states are postal ones, or not known
    assertThat(list.entry("8SMP901").getState()).as("NB is Nebraska").isEqualTo("NE");
    assertThat(list.entry("8SMP902").getState()).as("SO is Sonora").isEqualTo("MX");
    assertThat(list.entry("8SMP903").getState()).as("YY is another country").isNull();
    assertThat(list.checked().unknownStates()).isEqualTo(1);

    // And the others are counted or reported
    assertThat(list.checked().leftOut())
        .isEqualTo(Map.of("IMMIGRATION_VIOLATOR", 1L, "GANG", 1L, "SEX_OFFENDER", 1L));
    assertThat(list.checked().report().lines())
        .containsExactly(
            "line 9: plate is empty",
            "line 10: sourceRef is empty",
            "line 11: category has a code that the mapping does not know");
  }

  @Test
  void svsTypes() throws Exception {
    // When
    CheckedFile list = read("svs", "svs.txt");

    // Then
    HotlistEntry stolen = list.entry("8ABC123");
    assertThat(stolen.getCategory()).isEqualTo(HotlistCategory.STOLEN_VEHICLE);
    assertThat(stolen.getSourceRef()).isEqualTo("0000000000001");
    assertThat(stolen.getYear()).isEqualTo(2019);
    assertThat(stolen.getEffectiveAt()).isEqualTo(Instant.parse("2026-11-01T07:00:00Z"));
    assertThat(list.entry("7XYW456").getCategory()).isEqualTo(HotlistCategory.FELONY_VEHICLE);
    assertThat(list.entry("3NPR987").getState()).as("state left blank").isEqualTo("CA");
    assertThat(list.entry("3NPR987").getCategory()).isEqualTo(HotlistCategory.MISSING_PERSON);
    assertThat(list.entry("9ZAB370").getCategory()).isEqualTo(HotlistCategory.STOLEN_PLATE);
    assertThat(list.entry("9ZAB370").getReason()).isEqualTo("plate lost or stolen");
    assertThat(list.checked().leftOut())
        .isEqualTo(
            Map.of(
                "PARTS", 1L, "STORED", 1L, "IMPOUNDED", 1L, "REPOSSESSED", 1L, "LOST_VEHICLE", 1L));
    assertThat(list.checked().report().lines())
        .containsExactly(
            "line 10: effectiveAt must be written as yyyyMMdd",
            "line 12: category has a code that the mapping does not know");
  }

  @Test
  void bossInItsOwnEncodingWithShortRows() throws Exception {
    // When
    CheckedFile list = read("boss", "boss.csv");

    // Then
    HotlistEntry entry = list.entry("AB12CDE");
    assertThat(entry.getReason()).isEqualTo("LOST OR STOLEN; Café, keys inside");
    assertThat(entry.getNote()).isEqualTo("Field1 red; Field2 Ford");
    assertThat(entry.getCategory()).isEqualTo(HotlistCategory.LOCAL_BOLO);
    assertThat(list.entry("XY34ZZZ").getReason()).isEqualTo("NO INSURANCE");
    assertThat(list.checked().report().lines()).containsExactly("line 4: plate is empty");
  }

  @Test
  void whatASpreadsheetAddsToAListDoesNotMatter(@TempDir Path directory) throws Exception {
    // Given empty columns, two of the same name, and UTF-8 with its mark
    Path file = directory.resolve("boss.csv");
    Files.writeString(
        file,
        """
        \uFEFFLPN,Field1,Field2,Field3,Field4,Field5,PNC,Information,Own,Own,,
        AB12 CDE,red,Ford,,,,LOST OR STOLEN,"Café, keys inside",1,2,,
        """);

    // When
    CheckedFile list = CheckedFile.of(file, Optional.of(mapping("boss")));

    // Then
    assertThat(list.entry("AB12CDE").getReason()).isEqualTo("LOST OR STOLEN; Café, keys inside");
  }

  @Test
  void aDefaultGivesAListItsMeaning() throws Exception {
    // Given
    FileMapping mapping =
        mapping("boss").withDefaults(Map.of("category", "STOLEN_VEHICLE", "state", "NV"));

    // When
    CheckedFile list = CheckedFile.of(sample("boss.csv"), Optional.of(mapping));

    // Then
    assertThat(list.entry("AB12CDE").getCategory()).isEqualTo(HotlistCategory.STOLEN_VEHICLE);
    assertThat(list.entry("AB12CDE").getState()).isEqualTo("NV");
  }

  @Test
  void genetecByDelimiter() throws Exception {
    // When
    CheckedFile list = read("genetec", "genetec.txt");

    // Then
    assertThat(list.entry("8ABC123").getState()).isEqualTo("CA");
    assertThat(list.entry("6DEF789").getState()).isNull();
    assertThat(list.checked().report().lines())
        .containsExactly("line 4: state must be a two-letter code such as CA");
  }

  @Test
  void genetecByFixedWidth() throws Exception {
    // When
    CheckedFile list = read("genetec-fixed", "genetec-fixed.txt");

    // Then
    assertThat(list.entry("8ABC123").getExpiresAt())
        .isEqualTo(Instant.parse("2027-02-01T08:00:00Z"));
    assertThat(list.entry("7XYW456").getCategory()).isEqualTo(HotlistCategory.STOLEN_PLATE);
    assertThat(list.entry("7XYW456").getEffectiveAt())
        .isEqualTo(Instant.parse("2026-11-02T08:00:00Z"));
    assertThat(list.entry("6DEF789").getCategory()).isEqualTo(HotlistCategory.LOCAL_BOLO);
    assertThat(list.checked().expired()).isEqualTo(1);
    assertThat(list.checked().report().lines())
        .containsExactly("line 5: category has a code that the mapping does not know");
  }

  @Test
  void flockCustomList() throws Exception {
    // When
    CheckedFile list = read("flock", "flock.csv");

    // Then
    HotlistEntry entry = list.entry("8ABC123");
    assertThat(entry.getReason()).isEqualTo("Stolen at the mall");
    assertThat(entry.getCaseNumber()).isEqualTo("26-000201");
    assertThat(entry.getNote()).isEqualTo("approach with care");
    assertThat(entry.getExpiresAt()).isEqualTo(Instant.parse("2027-02-01T08:00:00Z"));
    assertThat(list.entry("7XYW456").getExpiresAt()).isNull();
    assertThat(list.entry("3NPR987").getExpiresAt())
        .isEqualTo(Instant.parse("2026-12-01T16:00:00Z"));
    assertThat(list.checked().expired()).isEqualTo(1);
    assertThat(list.checked().report().lines())
        .containsExactly("line 4: reason is empty", "line 5: caseNumber is empty");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedMappingDescribesItselfAndCanBePrinted(String name) {
    assertThat(HotlistColumns.describe(name)).isNotBlank();
    assertThat(Mappings.text(name)).contains("description:").contains("fields:");
  }

  static List<String> shipped() {
    return Mappings.SHIPPED;
  }

  private static CheckedFile read(String mapping, String sample) throws Exception {
    return CheckedFile.of(sample(sample), Optional.of(mapping(mapping)));
  }

  private static FileMapping mapping(String name) throws Exception {
    return new Mappings(HotlistColumns.VOCABULARY).find(name);
  }

  private static Path sample(String name) throws Exception {
    return Path.of(ShippedMappingsTest.class.getResource("/hotlist-samples/" + name).toURI());
  }
}
