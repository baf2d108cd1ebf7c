package org.alprstreams.retention.audit;

import static org.alprstreams.retention.audit.Records.search;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.plate.PlateText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

  @TempDir Path scratch;

  private final List<AccessRecord> hundred =
      IntStream.range(0, 100)
          .mapToObj(i -> search("record-" + i, "8ABC123", NOW.plusSeconds(i)).build())
          .toList();

  @Test
  void sampleIsTheSameForTheSameSeedInWhateverOrderTheLogComes() {
    // Given
    List<AccessRecord> shuffled = new ArrayList<>(hundred);
    Collections.shuffle(shuffled);

    // When / Then
    assertThat(draw(shuffled, 10, "2026")).isEqualTo(draw(hundred, 10, "2026")).hasSize(10);
    assertThat(draw(hundred, 10, "2027")).isNotEqualTo(draw(hundred, 10, "2026"));
    assertThat(draw(hundred, 1000, "2026")).hasSize(100);
  }

  @Test
  void sampleIsTheOneThatItsMethodDescribes() {
    // Then: printf '2026:record-7' | sha256sum, and so on, the three smallest
    assertThat(draw(hundred, 3, "2026"))
        .extracting(AccessRecord::getRecordId)
        .containsExactly("record-87", "record-12", "record-1");
  }

  private static List<AccessRecord> draw(List<AccessRecord> records, int size, String seed) {
    Sample sample = new Sample(size, seed);
    records.forEach(sample::add);
    assertThat(sample.of()).isEqualTo(records.size());
    return sample.records();
  }

  @Test
  void reportHoldsWhatThePolicyAsksFor() throws IOException {
    // Given
    List<AccessRecord> records =
        List.of(
            search("1", "8ABC123", NOW).setCaseNumber("26-117").setResultCount(4L).build(),
            search("2", "8ABC124", NOW.plusSeconds(60))
                .setUsername("bob")
                .setOutcome(AccessOutcome.DENIED)
                .setDenialReason("CASE_NUMBER_MISSING")
                .setPurpose("WANTED_VEHICLE")
                .build(),
            search("0", "late", NOW.minusSeconds(60)).build(),
            search("3", "x", NOW.plusSeconds(120))
                .setAction(RepeatedSearches.ACTION)
                .setPurpose("")
                .setElements(
                    Map.of(
                        "user",
                        "ana",
                        "organisation",
                        "Sheriff",
                        "plate",
                        "8ABC123",
                        "count",
                        "3",
                        "first",
                        "f",
                        "last",
                        "l"))
                .build());

    // When
    String report = report(Layout.MARKDOWN, records);

    // Then: date and time, reason, activity and plates, incident
    assertThat(report)
        .contains("| 2026-11-23T00:00:00-08:00 | ana | Sheriff | STOLEN_VEHICLE | QUERY_READS |")
        .contains("plate=8ABC123 | 26-117 | GRANTED | 4 | 1 |")
        .contains("Records from 2026-11-23T00:00:00-08:00 until before", ": 4.")
        .contains("| ana, Sheriff | 3 |")
        .contains("| WANTED_VEHICLE | 1 |")
        .contains("| DENIED: CASE_NUMBER_MISSING | 1 |")
        .contains("| ana | Sheriff | 8ABC123 | 3 | f | l |");
    // And: by time, in whatever order they came
    assertThat(report.indexOf("plate=late")).isLessThan(report.indexOf("plate=8ABC123"));
    assertThat(report(Layout.CSV, records).lines())
        .hasSize(5)
        .first()
        .isEqualTo(
            "Date and time,User,Organisation,Reason,Activity,Searched,Incident,Outcome,Results,"
                + "Record");
  }

  private String report(Layout layout, List<AccessRecord> records) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (AuditReport report = new AuditReport(scratch, layout, ZONE)) {
      records.forEach(report::add);
      report.print(
          new PrintStream(printed, true, StandardCharsets.UTF_8),
          "Town",
          NOW,
          NOW.plusSeconds(3600));
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void flagThatWasWrittenTwiceIsShownOnceAndCountedTwice() throws IOException {
    // Given: an instance hung after it had seen that a flag was due
    AccessRecord flag =
        search("flag", "x", NOW)
            .setAction(RepeatedSearches.ACTION)
            .setElements(Map.of("user", "ana", "plate", "8ABC123", "last", "l"))
            .build();
    AccessRecord again = AccessRecord.newBuilder(flag).setAt(NOW.plusSeconds(1)).build();

    // When
    String report = report(Layout.MARKDOWN, List.of(flag, again));

    // Then
    assertThat(report).containsOnlyOnce("| ana |  | 8ABC123 |").contains("| ana, Sheriff | 2 |");
  }

  @Test
  void whatPeopleWroteCannotBreakATableOrRunInASpreadsheet() {
    // Given
    List<String> formula = List.of("=1+1", "a|b\nc");
    List<String> quoted = List.of("he said \"no\", twice", "");

    // When / Then
    assertThat(Layout.CSV.row(formula)).isEqualTo("'=1+1,\"a|b\nc\"\r\n");
    assertThat(Layout.CSV.row(quoted)).isEqualTo("\"he said \"\"no\"\", twice\",\r\n");
    assertThat(Layout.MARKDOWN.row(formula)).isEqualTo("| =1+1 | a\\|b c |\n");
    assertThat(Layout.MARKDOWN.empty(List.of("A"))).isEqualTo("None.\n");
  }

  @Test
  void recordConcernsThePlatesItNamesExactlyOrAlike() {
    // Given
    PlateSubject subject = new PlateSubject(new PlateText("8ABC120"));

    // When / Then
    assertThat(subject.match(search("1", "8ABC120", NOW).build()))
        .contains(PlateSubject.Match.EXACT);
    assertThat(subject.match(search("2", "8ABC12O", NOW).build()))
        .contains(PlateSubject.Match.LOOKALIKE);
    assertThat(subject.match(search("3", "8ABC121", NOW).build())).isEmpty();
    assertThat(
            subject.match(
                search("4", "x", NOW).setElements(Map.of("plates", "7XYZ111,8ABC120")).build()))
        .contains(PlateSubject.Match.EXACT);
    assertThat(subject.match(search("5", "x", NOW).setElements(Map.of("camera", "n")).build()))
        .isEmpty();
  }

  @Test
  void searchByAPartOfAPlateConcernsThePlatesThatFitIt() {
    // Given
    PlateSubject subject = new PlateSubject(new PlateText("8ABC123"));

    // When / Then
    for (String part : List.of("8ABC12?", "8ABC123*", "*8ABC123", "8A*23", "8A8C?23")) {
      assertThat(subject.match(search("1", part, NOW).build()))
          .as(part)
          .contains(PlateSubject.Match.PART);
    }
    for (String other : List.of("8ABC13?", "8ABC1234*", "7AB*", "8ABC123?")) {
      assertThat(subject.match(search("2", other, NOW).build())).as(other).isEmpty();
    }
    // And: who searched by a part and attached what was found has named the plate
    assertThat(
            subject.match(
                search("3", "x", NOW)
                    .setElements(Map.of("plate", "8ABC12?", "plates", "8ABC123,8ABC124"))
                    .build()))
        .contains(PlateSubject.Match.EXACT);
  }
}
