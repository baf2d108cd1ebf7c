package org.alprstreams.retention.audit;

import static org.alprstreams.retention.audit.Records.search;
import static org.assertj.core.api.Assertions.assertThat;

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

class ReportsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

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
    assertThat(Sample.draw(shuffled, 10, "2026")).isEqualTo(Sample.draw(hundred, 10, "2026"));
    assertThat(Sample.draw(hundred, 10, "2027")).isNotEqualTo(Sample.draw(hundred, 10, "2026"));
    assertThat(Sample.draw(hundred, 1000, "2026")).hasSize(100);
  }

  @Test
  void sampleIsTheOneThatItsMethodDescribes() {
    // Then: printf '2026:record-7' | sha256sum, and so on, the three smallest
    assertThat(Sample.draw(hundred, 3, "2026"))
        .extracting(AccessRecord::getRecordId)
        .containsExactly("record-87", "record-12", "record-1");
  }

  @Test
  void reportHoldsWhatThePolicyAsksFor() {
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
    String report = new AuditReport(records, ZONE).markdown("Town", NOW, NOW.plusSeconds(3600));

    // Then: date and time, reason, activity and plates, incident
    assertThat(report)
        .contains("| 2026-11-23T00:00:00-08:00 | ana | Sheriff | STOLEN_VEHICLE | QUERY_READS |")
        .contains("plate=8ABC123 | 26-117 | GRANTED | 4 | 1 |")
        .contains("| ana, Sheriff | 2 |")
        .contains("| WANTED_VEHICLE | 1 |")
        .contains("| DENIED: CASE_NUMBER_MISSING | 1 |")
        .contains("| ana | Sheriff | 8ABC123 | 3 | f | l |");
  }

  @Test
  void whatPeopleWroteCannotBreakATableOrRunInASpreadsheet() {
    // Given
    Table table = new Table("A", "B").row("=1+1", "a|b\nc").row("he said \"no\", twice", null);

    // When / Then
    assertThat(table.csv())
        .isEqualTo("A,B\r\n'=1+1,\"a|b\nc\"\r\n\"he said \"\"no\"\", twice\",\r\n");
    assertThat(table.markdown()).contains("| =1+1 | a\\|b c |");
    assertThat(new Table("A").markdown()).isEqualTo("None.\n");
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
}
