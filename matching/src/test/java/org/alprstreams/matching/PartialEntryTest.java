package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.entry;
import static org.alprstreams.matching.TestData.look;
import static org.alprstreams.matching.TestData.partialEntry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.Difference;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.MatchKind;
import org.alprstreams.avro.Priority;
import org.alprstreams.matching.hotlist.PartialEntries;
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

  @Test
  void readThatChangesItsPlateKeyAlertsUnderItsNewOne() {
    // Given a look at which a partial entry's unknown character is a B
    town.list(partialEntry("p1", "7A?X123").build());
    town.look(look("7ABX123", 0.85));
    Alert first = town.newAlerts().get(0);

    // When better looks say that it is a C
    town.look(look("7ACX123", 0.99).atMillis(300));
    town.look(look("7ACX123", 0.99).atMillis(600));
    town.pass(CLOSING);

    // Then what was said first is taken back, and what is known now stands under an id of its own
    Map<String, Alert> latest =
        town.newAlerts().stream()
            .collect(Collectors.toMap(Alert::getAlertId, alert -> alert, (a, b) -> b));
    assertThat(latest).hasSize(2);
    assertThat(latest.get(first.getAlertId()).getStatus()).isEqualTo(AlertStatus.RECALLED);
    latest.remove(first.getAlertId());
    assertThat(latest.values())
        .allSatisfy(
            alert -> {
              assertThat(alert.getStatus()).isEqualTo(AlertStatus.OPEN);
              assertThat(alert.getPlateText()).isEqualTo("7ACX123");
              assertThat(alert.getReadId()).isEqualTo(first.getReadId());
            });
  }

  @Test
  void entriesThatAlertTakeThePlacesOfThoseThatDoNot() {
    // Given as many partial entries as are compared, of which one has ended and one is not
    // alertable
    List<HotlistEntry> many = new ArrayList<>();
    for (int i = 0; i < PartialEntries.MOST; i++) {
      many.add(partialEntry("old-" + i, "1A%03d?".formatted(i)).build());
    }
    many.set(0, HotlistEntry.newBuilder(many.get(0)).setExpiresAt(START.minusMillis(1)).build());
    many.set(
        1,
        HotlistEntry.newBuilder(many.get(1))
            .setCategory(HotlistCategory.IMMIGRATION_VIOLATOR)
            .build());
    many.forEach(town::list);

    // When three more are listed later
    for (int i = 1; i <= 3; i++) {
      town.list(partialEntry("new-" + i, "7A?X" + i).setAddedAt(START.plusSeconds(i)).build());
      town.look(look("7ABX" + i, 0.9).camera("CAM-" + i));
    }

    // Then two find a place
    assertThat(town.newAlerts()).extracting(Alert::getEntryId).containsExactly("new-1", "new-2");
  }

  @Test
  void placesAreGivenAnewWhenAnEntryBeginsOrEnds() {
    // Given all places taken, one of them for twenty seconds
    for (int i = 0; i < PartialEntries.MOST; i++) {
      town.list(
          partialEntry("old-" + i, "1A%03d?".formatted(i))
              .setExpiresAt(i == 0 ? START.plusSeconds(20) : null)
              .build());
    }
    town.list(partialEntry("new", "7A?X123").setAddedAt(START.plusSeconds(1)).build());
    town.look(look("7ABX123", 0.9));
    assertThat(town.newAlerts()).isEmpty();

    // When
    town.pass(Duration.ofSeconds(20));
    town.look(look("7ABX123", 0.9).camera("CAM-2").atMillis(20_000));

    // Then
    assertThat(town.newAlerts()).extracting(Alert::getEntryId).containsExactly("new");
  }

  @Test
  void entryThatLosesItsPlaceDoesNotLoseItsAlert() {
    // Given the last place, held until an older entry begins
    for (int i = 0; i < PartialEntries.MOST; i++) {
      town.list(
          partialEntry("old-" + i, "1A%03d?".formatted(i))
              .setEffectiveAt(i == 0 ? START.plusSeconds(10) : START)
              .build());
    }
    town.list(partialEntry("new", "7A?X123").setAddedAt(START.plusSeconds(1)).build());
    town.look(look("7ABX123", 0.9));
    assertThat(town.newAlerts()).hasSize(1);

    // When
    town.pass(Duration.ofMinutes(2));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }
}
