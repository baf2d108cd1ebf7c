package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.entry;
import static org.alprstreams.matching.TestData.look;
import static org.alprstreams.matching.TestData.partialEntry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.StateMatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of an alert that stands when its entry stays on the hotlist and is changed. */
class ChangedEntryTest {

  private static final Instant END = START.plusSeconds(10);

  private final TopologyFixture town = new TopologyFixture();

  @AfterEach
  void close() {
    town.close();
  }

  /** Entries that the look at 8ABC123 matches: of the whole plate, and of a part of it. */
  static Stream<HotlistEntry> entries() {
    return Stream.of(entry("e1", "8ABC123").build(), partialEntry("e1", "8AB*23").build());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void alertOfAnEntryThatIsProlongedStands(HotlistEntry entry) {
    // Given
    town.list(HotlistEntry.newBuilder(entry).setExpiresAt(END).build());
    town.look(look("8ABC123", 0.9));
    town.newAlerts();

    // When
    town.list(HotlistEntry.newBuilder(entry).setExpiresAt(END.plusSeconds(10)).build());
    town.pass(Duration.between(START, END.plusSeconds(9)));

    // Then nothing is to be said, until its new end
    assertThat(town.newAlerts()).isEmpty();
    town.pass(Duration.ofSeconds(1));
    assertThat(recallReason()).isEqualTo("The entry expired.");
  }

  @ParameterizedTest
  @MethodSource("entries")
  void alertOfAnEntryThatIsShortenedIsRecalledAtItsNewEnd(HotlistEntry entry) {
    // Given
    town.list(entry);
    town.look(look("8ABC123", 0.9));
    town.pass(Duration.ofSeconds(5));
    town.newAlerts();

    // When
    town.list(HotlistEntry.newBuilder(entry).setExpiresAt(END).build());
    town.pass(Duration.ofSeconds(4));
    assertThat(town.newAlerts()).isEmpty();
    town.pass(Duration.ofSeconds(1));

    // Then
    assertThat(recallReason()).isEqualTo("The entry expired.");
  }

  @ParameterizedTest
  @MethodSource("entries")
  void alertOfAnEntryThatIsPutOffIsRecalled(HotlistEntry entry) {
    // Given
    town.list(entry);
    town.look(look("8ABC123", 0.9));
    town.newAlerts();

    // When
    town.list(HotlistEntry.newBuilder(entry).setEffectiveAt(START.plusSeconds(600)).build());
    town.pass(AlertProcessor.TICK);

    // Then
    assertThat(recallReason()).isEqualTo("The entry was changed and alerts no longer.");
  }

  @ParameterizedTest
  @MethodSource("entries")
  void alertOfAnEntryWhoseCategoryNoLongerAlertsIsRecalled(HotlistEntry entry) {
    // Given
    town.list(entry);
    town.look(look("8ABC123", 0.9));
    town.newAlerts();

    // When
    town.list(
        HotlistEntry.newBuilder(entry).setCategory(HotlistCategory.IMMIGRATION_VIOLATOR).build());
    town.pass(AlertProcessor.TICK);

    // Then
    assertThat(recallReason()).isEqualTo("The entry was changed and alerts no longer.");
  }

  @ParameterizedTest
  @MethodSource("entries")
  void alertSaysWhatItsEntrySaysNowAndNothingWhenItIsOnlyRenewed(HotlistEntry entry) {
    // Given
    town.list(entry);
    town.look(look("8ABC123", 0.9));
    town.newAlerts();
    HotlistEntry changed =
        HotlistEntry.newBuilder(entry)
            .setCategory(HotlistCategory.AMBER)
            .setPriority(Priority.LOW)
            .setReason("child in the car")
            .setCaseNumber("26-0042")
            .build();

    // When it is listed otherwise, and then renewed
    town.list(changed);
    town.pass(AlertProcessor.TICK);
    List<Alert> first = town.newAlerts();
    town.list(
        HotlistEntry.newBuilder(changed)
            .setAddedBy("another clerk")
            .setExpiresAt(START.plusSeconds(600))
            .build());
    town.pass(AlertProcessor.TICK);

    // Then
    assertThat(first)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getStatus()).isEqualTo(AlertStatus.OPEN);
              assertThat(alert.getCategory()).isEqualTo(HotlistCategory.AMBER);
              assertThat(alert.getPriority()).isEqualTo(Priority.LOW);
              assertThat(alert.getReason()).isEqualTo("child in the car");
              assertThat(alert.getCaseNumber()).isEqualTo("26-0042");
            });
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void correctedStateSpeaksAgainstTheMatchOrForItAndPriorityFollows() {
    // Given a vehicle from California
    HotlistEntry entry = entry("e1", "8ABC123").build();
    town.list(entry);
    town.look(look("8ABC123", 0.9).state("CA"));
    assertThat(town.newAlerts()).extracting(Alert::getPriority).containsExactly(Priority.HIGH);

    // When
    town.list(HotlistEntry.newBuilder(entry).setState("NV").build());
    town.list(HotlistEntry.newBuilder(entry).setState("CA").build());
    town.list(HotlistEntry.newBuilder(entry).setState(null).build());

    // Then
    assertThat(town.newAlerts())
        .extracting(Alert::getStateMatch)
        .containsExactly(StateMatch.MISMATCH, StateMatch.MATCH, StateMatch.UNKNOWN);
  }

  @Test
  void stateThatWasNotComparedBeforeCountsOnlyAgainstTheMatch() {
    // Given an entry of any state
    HotlistEntry entry = entry("e1", "8ABC123").setState(null).build();
    town.list(entry);
    town.look(look("8ABC123", 0.9).state("CA"));
    town.newAlerts();

    // When
    town.list(HotlistEntry.newBuilder(entry).setState("CA").build());
    town.list(HotlistEntry.newBuilder(entry).setState("NV").build());

    // Then
    assertThat(town.newAlerts())
        .extracting(Alert::getStateMatch, Alert::getPriority)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(StateMatch.UNKNOWN, Priority.HIGH),
            org.assertj.core.groups.Tuple.tuple(StateMatch.MISMATCH, Priority.MEDIUM));
  }

  @Test
  void lookAlikeStaysBelowHighWhateverItsEntryBecomes() {
    // Given
    HotlistEntry entry = entry("e1", "8ABC1O3").setPriority(Priority.LOW).build();
    town.list(entry);
    town.look(look("8ABC103", 0.9));
    town.newAlerts();

    // When
    town.list(HotlistEntry.newBuilder(entry).setPriority(Priority.HIGH).build());

    // Then
    assertThat(town.newAlerts()).extracting(Alert::getPriority).containsExactly(Priority.MEDIUM);
  }

  @Test
  void historyIsNotRestated() {
    // Given
    HotlistEntry entry = entry("e1", "8ABC123").build();
    town.list(entry);
    town.look(look("8ABC123", 0.9));
    town.newAlerts();
    town.pass(TestData.RULES.alerts().recallable().plusSeconds(1));

    // When
    town.list(HotlistEntry.newBuilder(entry).setReason("seen in town").build());

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  private String recallReason() {
    List<Alert> alerts = town.newAlerts();
    assertThat(alerts).extracting(Alert::getStatus).containsExactly(AlertStatus.RECALLED);
    return alerts.get(0).getRecallReason();
  }
}
