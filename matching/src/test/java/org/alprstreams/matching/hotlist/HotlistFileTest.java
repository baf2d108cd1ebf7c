package org.alprstreams.matching.hotlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.csv.UnusableFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotlistFileTest {

  private static final String HEADER = "plate,state,category,priority,sourceAgency,sourceRef,year";

  @TempDir Path directory;

  @Test
  void goodRowsBecomeEntries() throws Exception {
    // When
    CheckedFile list =
        read(
            "plate,state,category,priority,reason,sourceAgency,sourceRef,caseNumber,effectiveAt,"
                + "expiresAt,make,model,color,year,note",
            "8abc 123,ca,stolen_vehicle,HIGH,\"Stolen, keys inside\",Sheriff,R1,C-1,2026-11-01,"
                + "2026-12-01T00:00:00-08:00,Ford,F150,red,2020,");

    // Then
    assertThat(list.checked().report().badRows()).isZero();
    HotlistEntry entry = list.entries().values().iterator().next();
    assertThat(entry.getPlateText()).isEqualTo("8ABC123");
    assertThat(entry.getPlateKey()).isEqualTo("8A8C123");
    assertThat(entry.getState()).isEqualTo("CA");
    assertThat(entry.getReason()).isEqualTo("Stolen, keys inside");
    // A date begins in the policy's time zone.
    assertThat(entry.getEffectiveAt()).isEqualTo(Instant.parse("2026-11-01T07:00:00Z"));
    assertThat(entry.getExpiresAt()).isEqualTo(Instant.parse("2026-12-01T08:00:00Z"));
    assertThat(entry.getYear()).isEqualTo(2020);
    assertThat(entry.getNote()).isNull();
  }

  @Test
  void badRowsAreReportedWithLineAndReasonAndWithoutThePlate() throws Exception {
    // When
    CheckedFile list =
        read(
            HEADER,
            "8ABC123,CA,STOLEN_VEHICLE,HIGH,Sheriff,R1,2020",
            "TOOLONGPLATE,CA,STOLEN_VEHICLE,HIGH,Sheriff,R2,",
            "7XYW456,California,STOLEN_VEHICLE,HIGH,Sheriff,R3,",
            "7XYW457,CA,JAYWALKING,HIGH,Sheriff,R4,",
            "7XYW458,CA,STOLEN_VEHICLE,URGENT,Sheriff,R5,",
            "7XYW459,CA,STOLEN_VEHICLE,LOW,,R6,",
            "7XYW460,CA,STOLEN_VEHICLE,LOW,Sheriff,R7,1802",
            "7XYW461,CA,STOLEN_VEHICLE",
            "8ABC123,CA,STOLEN_VEHICLE,LOW,Sheriff,R1,2020");

    // Then
    assertThat(list.entries()).hasSize(1);
    assertThat(list.checked().report().rows()).isEqualTo(9);
    assertThat(list.checked().report().lines())
        .containsExactly(
            "line 3: plate must have 2 to 8 letters and digits, A-Z and 0-9 only",
            "line 4: state must be a two-letter code such as CA",
            "line 5: category is none that is known",
            "line 6: priority must be LOW, MEDIUM or HIGH",
            "line 7: sourceAgency is empty",
            "line 8: year must be a year from 1900 to 2100",
            "line 9: has 3 fields where the header has 7",
            "line 10: repeats plate and reference of line 2");
  }

  @Test
  void stateThatThereIsNotIsTakenAsUnknownAndRemarked() throws Exception {
    // When: codes of nobody, and one that agencies have and we do not
    CheckedFile list =
        read(
            HEADER,
            "8ABC123,CA,STOLEN_VEHICLE,HIGH,Sheriff,R1,",
            "8ABC124,ZZ,STOLEN_VEHICLE,HIGH,Sheriff,R2,",
            "8ABC125,xx,STOLEN_VEHICLE,HIGH,Sheriff,R3,",
            "8ABC126,SO,STOLEN_VEHICLE,HIGH,Sheriff,R4,");

    // Then: all are on the list, as none of them may be missed
    assertThat(list.entries()).hasSize(4);
    assertThat(list.entry("8ABC123").getState()).isEqualTo("CA");
    assertThat(list.entry("8ABC124").getState()).isNull();
    assertThat(list.checked().report().badRows()).isZero();
    assertThat(list.checked().unknownStates()).isEqualTo(3);
    assertThat(list.remarks())
        .containsExactly(
            "3 state has the code of no state, which is taken as not known",
            "4 state has the code of no state, which is taken as not known",
            "5 state has the code of no state, which is taken as not known");
  }

  @Test
  void platesOfTwoStatesThatThereAreNotStayTwoVehicles() throws Exception {
    // When: without a reference, the code as it is written tells them apart
    CheckedFile list =
        read(
            "plate,state,category,sourceAgency",
            "8ABC123,SO,STOLEN_VEHICLE,Sheriff",
            "8ABC123,BA,STOLEN_VEHICLE,Sheriff");

    // Then
    assertThat(list.entries()).hasSize(2);
  }

  @Test
  void categoriesThatThePolicyRefusesAreCountedAndNotBad() throws Exception {
    // When
    CheckedFile list =
        read(
            HEADER,
            "8ABC123,CA,IMMIGRATION_VIOLATOR,HIGH,ICE,R1,",
            "8ABC124,CA,IMMIGRATION_VIOLATOR,HIGH,ICE,R2,",
            "8ABC125,CA,STORED,LOW,Sheriff,R3,",
            "8ABC126,CA,LOST_PLATE,LOW,Sheriff,R4,");

    // Then
    assertThat(list.checked().report().badRows()).isZero();
    assertThat(list.checked().leftOut())
        .containsEntry("IMMIGRATION_VIOLATOR", 2L)
        .containsEntry("STORED", 1L);
    assertThat(list.entries()).hasSize(1);
  }

  @Test
  void entriesThatHaveExpiredAreLeftOutAndRemarked() throws Exception {
    // When: the clock stands at the start of the tests, 2026-11-23T08:00Z
    CheckedFile list =
        read(
            "plate,category,sourceAgency,expiresAt",
            "8ABC123,STOLEN_VEHICLE,Sheriff,2026-11-22",
            "8ABC124,STOLEN_VEHICLE,Sheriff,2026-11-23T08:00:00Z",
            "8ABC125,STOLEN_VEHICLE,Sheriff,2026-11-23T08:00:01Z");

    // Then
    assertThat(list.checked().expired()).isEqualTo(2);
    assertThat(list.checked().report().badRows()).isZero();
    assertThat(list.entries()).hasSize(1);
    assertThat(list.remarks())
        .containsExactly(
            "2 expired had expired before it was imported",
            "3 expired had expired before it was imported");
  }

  @Test
  void partsOfPlatesAreTakenInAsSuch() throws Exception {
    // When
    CheckedFile list =
        read(
            "plate,category,sourceAgency,sourceRef",
            "7ab*12?,LOCAL_BOLO,Sheriff,R1",
            "8ab*12?,LOCAL_BOLO,Sheriff,R1",
            "7*,LOCAL_BOLO,Sheriff,R2");

    // Then no wildcard is dropped: that would list another plate
    assertThat(list.entry("7AB*12?").getPlateKey()).isEmpty();
    assertThat(list.checked().twoSpellings()).isZero();
    assertThat(list.checked().report().lines())
        .containsExactly(
            "line 4: plate with ? or * must have at least 3 letters and digits, and at most 8"
                + " characters besides *");
  }

  @Test
  void aPlateWithGarbageInItIsBadAndNotAnotherPlate() throws Exception {
    // When
    CheckedFile list =
        read(
            "plate,category,sourceAgency,sourceRef",
            "7NUL\u0000001,LOCAL_BOLO,Sheriff,R1",
            "7ABC\u200B123,LOCAL_BOLO,Sheriff,R2",
            "\"7ABC",
            "124\",LOCAL_BOLO,Sheriff,R3",
            "7AB_*,LOCAL_BOLO,Sheriff,R4",
            "7ABC #125,LOCAL_BOLO,Sheriff,R5",
            "7 ABC-126,LOCAL_BOLO,Sheriff,R6");

    // Then
    assertThat(list.entries()).hasSize(1);
    assertThat(list.entry("7ABC126").getSourceRef()).isEqualTo("R6");
    assertThat(list.checked().report().lines())
        .hasSize(5)
        .allMatch(line -> line.contains("plate has a character, perhaps one that does not show"))
        .anyMatch(line -> line.startsWith("line 4: "));
  }

  @Test
  void blanksAndCaseInAHeaderDoNotMatter() throws Exception {
    // When
    CheckedFile list =
        read(" PLATE ,Category,Source Agency,sourceref", "8ABC123,LOCAL_BOLO,Sheriff,R1");

    // Then
    assertThat(list.entry("8ABC123").getSourceRef()).isEqualTo("R1");
  }

  @Test
  void aMissingHeaderRowIsToldFromAWrongOne() {
    assertThatThrownBy(() -> read("8ABC123,CA,STOLEN_VEHICLE,LOW,Sheriff,R1,CA"))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("The header row is missing")
        .hasMessageNotContaining("8ABC123");
    assertThatThrownBy(() -> read("plate,Plate,category,sourceAgency"))
        .hasMessageContaining("names a column twice: columns 1 and 2");
  }

  @Test
  void timesNobodyMeansAreBad() throws Exception {
    // When
    CheckedFile list =
        read(
            "plate,category,sourceAgency,expiresAt",
            "8ABC123,STOLEN_VEHICLE,Sheriff,+999999999-12-31",
            "8ABC124,STOLEN_VEHICLE,Sheriff,0001-01-01",
            "8ABC125,STOLEN_VEHICLE,Sheriff,9999-12-31",
            "8ABC126,STOLEN_VEHICLE,Sheriff,2026-12-01T08:00:00");

    // Then
    assertThat(list.checked().report().badRows()).isEqualTo(2);
    assertThat(list.entries().values())
        .extracting(HotlistEntry::getExpiresAt)
        // A time without offset is the policy's time zone's.
        .contains(Instant.parse("2026-12-01T16:00:00Z"));
  }

  @Test
  void sameFileGivesTheSameIdsAgain() throws Exception {
    String row = "8ABC123,CA,STOLEN_VEHICLE,HIGH,Sheriff,R1,2020";
    assertThat(read(HEADER, row).entries().keySet())
        .isEqualTo(read(HEADER, row).entries().keySet());
  }

  @Test
  void oAndZeroUnderOneReferenceAreFlagged() throws Exception {
    // When
    CheckedFile list =
        read(
            HEADER,
            "8ABC1O3,CA,STOLEN_VEHICLE,HIGH,Sheriff,R1,",
            "8ABC103,CA,STOLEN_VEHICLE,HIGH,Sheriff,R1,",
            "8ABC1O4,CA,STOLEN_VEHICLE,HIGH,Sheriff,R2,");

    // Then
    assertThat(list.checked().twoSpellings()).isEqualTo(1);
    assertThat(list.remarks())
        .containsExactly(
            "3 spelling has the reference of line 2 and a plate that differs in look-alike"
                + " characters only");
    assertThat(list.entries()).hasSize(3);
  }

  @Test
  void byteOrderMarkAndBlankLinesDoNotMatter() throws Exception {
    assertThat(read("\uFEFF" + HEADER, "", "8ABC123,CA,STOLEN_VEHICLE,HIGH,Sheriff,R1,").entries())
        .hasSize(1);
  }

  @Test
  void headerThatLacksOrInventsColumnsIsRefused() {
    assertRefused(StandardCharsets.UTF_8, "missing [category, sourceAgency]", "plate,state");
    assertRefused(StandardCharsets.UTF_8, "unknown column", HEADER + ",colour");
    assertRefused(StandardCharsets.UTF_8, "twice", HEADER + ",plate");
  }

  @Test
  void emptyAndMissingFilesAreRefused() {
    assertRefused(StandardCharsets.UTF_8, "is empty", "");
    assertThatThrownBy(() -> read(directory.resolve("nowhere.csv")))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("There is no file");
  }

  @Test
  void otherEncodingIsRefused() {
    assertRefused(
        Charset.forName("windows-1252"),
        "is not UTF-8",
        HEADER,
        "8ABC123,CA,STOLEN_VEHICLE,HIGH,Polícia,R1,");
  }

  @Test
  void quoteThatIsNeverClosedIsRefused() {
    assertRefused(
        StandardCharsets.UTF_8,
        "quote",
        HEADER,
        "8ABC123,CA,STOLEN_VEHICLE,HIGH,\"Sheriff,R1,",
        "x".repeat(100_000));
    assertRefused(
        StandardCharsets.UTF_8, "quote", HEADER, "8ABC123,CA,STOLEN_VEHICLE,HIGH,\"Sheriff,R1,");
  }

  private void assertRefused(Charset charset, String reason, String... lines) {
    assertThatThrownBy(() -> read(write(charset, lines)))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("8ABC123");
  }

  private CheckedFile read(String... lines) throws Exception {
    return read(write(StandardCharsets.UTF_8, lines));
  }

  private CheckedFile read(Path file) throws UnusableFileException, IOException {
    return CheckedFile.of(file, Optional.empty());
  }

  private Path write(Charset charset, String... lines) throws IOException {
    return Files.write(
        Files.createTempFile(directory, "list", ".csv"),
        String.join("\n", lines).getBytes(charset));
  }
}
