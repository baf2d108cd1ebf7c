package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.entry;
import static org.alprstreams.matching.TestData.look;
import static org.alprstreams.matching.TestData.partialEntry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.Difference;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.MatchKind;
import org.alprstreams.avro.Priority;
import org.alprstreams.schemas.topic.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartialEntryTest {

  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final TopologyFixture town = new TopologyFixture();

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void partialEntryAlertsOnEveryPlateThatFitsAndIsNeverExactOrHigh() {
    // Given
    town.list(partialEntry("p1", "7AB*12?").build());

    // When
    town.look(look("7ABX123", 0.9));
    town.look(look("7ABY124", 0.9).camera("CAM-2"));
    town.look(look("7XYW456", 0.9).camera("CAM-3"));

    // Then
    assertThat(town.newAlerts())
        .hasSize(2)
        .allSatisfy(
            alert -> {
              assertThat(alert.getPartial()).isTrue();
              assertThat(alert.getMatchKind()).isEqualTo(MatchKind.LOOKALIKE);
              assertThat(alert.getPriority()).isEqualTo(Priority.MEDIUM);
              assertThat(alert.getListedPlate()).isEqualTo("7AB*12?");
              assertThat(alert.getDifferences()).isEmpty();
            })
        .extracting(Alert::getPlateText)
        .containsExactly("7ABX123", "7ABY124");
  }

  @Test
  void lookAlikeInTheKnownPartIsExplained() {
    // Given
    town.list(partialEntry("p1", "7AB*12?").build());

    // When one character looks alike, and then two, which is more than the policy allows
    town.look(look("7A8X123", 0.9));
    town.look(look("7A8XIZ3", 0.9).camera("CAM-2"));

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert ->
                assertThat(alert.getDifferences())
                    .extracting(Difference::getPosition, Difference::getListed)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(2, "B")));
  }

  @Test
  void wholeAndPartialEntryOfOnePlateRaiseAnAlertEach() {
    // Given
    town.list(partialEntry("p1", "7AB*12?").build());
    town.list(entry("e1", "7ABX123").build());

    // When
    town.look(look("7ABX123", 0.9));

    // Then
    assertThat(town.newAlerts())
        .extracting(Alert::getEntryId)
        .containsExactlyInAnyOrder("p1", "e1");
  }

  @Test
  void removedPartialEntryStopsAlertingAndRecallsItsAlertsOnly() {
    // Given
    town.list(partialEntry("p1", "7AB*12?").build());
    town.list(entry("e1", "7ABX123").build());
    town.look(look("7ABX123", 0.9));
    town.pass(CLOSING);
    town.newAlerts();

    // When
    town.unlist("p1");
    town.pass(AlertProcessor.TICK);

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getEntryId()).isEqualTo("p1");
              assertThat(alert.getStatus()).isEqualTo(AlertStatus.RECALLED);
            });
    town.look(look("7ABX123", 0.9).atMillis(60_000));
    assertThat(town.newAlerts()).extracting(Alert::getEntryId).containsExactly("e1");
  }

  @Test
  void removedWholeEntryLeavesThePartialOnesAlertStanding() {
    // Given
    town.list(partialEntry("p1", "7AB*12?").build());
    town.list(entry("e1", "7ABX123").build());
    town.look(look("7ABX123", 0.9));
    town.newAlerts();

    // When
    town.unlist("e1");
    town.pass(CLOSING);

    // Then
    assertThat(town.newAlerts()).extracting(Alert::getEntryId).containsExactly("e1");
  }

  @Test
  void entryThatBecomesWholeIsNoLongerPartial() {
    // Given
    town.list(partialEntry("e1", "7AB*12?").build());
    town.list(entry("e1", "7ABX123").build());

    // When
    town.look(look("7ABX123", 0.9));
    town.look(look("7ABY124", 0.9).camera("CAM-2"));

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.getPartial()).isFalse());
  }

  @Test
  void wholePlatesAreNotCopiedToThePartialOnesTopicNorAreTheirRemovals() {
    // Given
    var copied =
        town.driver.createOutputTopic(
            Topics.PARTIAL_ENTRIES.name(),
            new org.apache.kafka.common.serialization.StringDeserializer(),
            org.alprstreams.schemas.serde.RecordSerdes.registryFree()
                .value(Topics.PARTIAL_ENTRIES)
                .deserializer());

    // When
    town.list(entry("e1", "7ABX123").build());
    town.unlist("e1");
    town.list(partialEntry("p1", "7AB*12?").build());
    town.unlist("p1");

    // Then
    assertThat(copied.readKeyValuesToList())
        .extracting(record -> record.key)
        .containsExactly("p1", "p1");
  }

  @Test
  void badlyWrittenPartialEntryMatchesNothingAndHarmsNothing() {
    // Given
    HotlistEntry tooWide = partialEntry("p1", "*A*").build();
    town.list(tooWide);
    town.list(partialEntry("p2", "7AB*").setExpiresAt(START.minusSeconds(1)).build());

    // When
    town.look(look("7ABX123", 0.9));

    // Then
    assertThat(town.newAlerts()).isEmpty();
    assertThat(town.newReads()).hasSize(1);
  }
}
