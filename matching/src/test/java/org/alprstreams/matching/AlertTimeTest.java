package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.entry;
import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.List;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.LookBackRead;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.StateMatch;
import org.alprstreams.matching.hotlist.AlertBook;
import org.alprstreams.matching.hotlist.AlertRules;
import org.alprstreams.matching.hotlist.HotlistMatcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the wall clock does to alerts: entries begin and end, alerts cool down and become history.
 */
class AlertTimeTest {

  private static final Duration COOL_DOWN = Duration.ofMinutes(10);

  private final TopologyFixture town = new TopologyFixture(cooling(COOL_DOWN));

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void entryAlertsFromItsStartOnWithoutAnyFurtherRecordOfTheList() {
    // Given
    town.list(entry("e1", "8ABC123").setEffectiveAt(START.plusSeconds(60)).build());
    town.look(look("8ABC123", 0.9));
    assertThat(town.newAlerts()).isEmpty();

    // When
    town.pass(Duration.ofSeconds(61));
    town.look(look("8ABC123", 0.9).atMillis(61_000));

    // Then
    assertThat(town.newAlerts()).hasSize(1);
  }

  @Test
  void alertIsRecalledWhenItsEntryExpires() {
    // Given
    town.list(entry("e1", "8ABC123").setExpiresAt(START.plusSeconds(20)).build());
    town.look(look("8ABC123", 0.9));
    assertThat(town.newAlerts()).hasSize(1);
    town.pass(Duration.ofSeconds(19));
    assertThat(town.newAlerts()).isEmpty();

    // When
    town.pass(Duration.ofSeconds(1));

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getStatus()).isEqualTo(AlertStatus.RECALLED);
              assertThat(alert.getRecallReason()).contains("expired");
            });
    town.pass(Duration.ofMinutes(5));
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void samePlateAndEntryCoolDownAcrossCameras() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    town.look(look("8ABC123", 0.9));
    town.pass(COOL_DOWN.minusSeconds(1));

    // When
    town.look(look("8ABC123", 0.9).camera("CAM-2").atMillis(COOL_DOWN.toMillis() - 1));
    town.look(look("8ABC123", 0.9).camera("CAM-3").atMillis(COOL_DOWN.toMillis()));

    // Then
    assertThat(town.newAlerts()).extracting(Alert::getCameraId).containsExactly("CAM-1", "CAM-3");
    assertThat(town.count("alpr.matching.alerts.cooled-down")).isEqualTo(1);
  }

  @Test
  void otherEntryAndOtherTextDoNotCoolDown() {
    // Given
    town.list(entry("e1", "8ABC1O3").build());
    town.look(look("8ABC103", 0.9));
    town.list(entry("e2", "8ABC1O3").build());

    // When the exact text comes after a look-alike of it
    town.look(look("8ABC1O3", 0.99).camera("CAM-2").atMillis(30_000));

    // Then
    assertThat(town.newAlerts())
        .extracting(Alert::getCameraId, Alert::getEntryId)
        .containsExactlyInAnyOrder(
            tuple("CAM-1", "e1"), tuple("CAM-2", "e1"), tuple("CAM-2", "e2"));
  }

  @Test
  void alertWhoseStateDiffersDoesNotCoolDownOneWhoseStateAgrees() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    town.look(look("8ABC123", 0.97).state("NV"));
    town.pass(Duration.ofSeconds(60));

    // When
    town.look(look("8ABC123", 0.97).camera("CAM-2").state("CA").atMillis(60_000));
    town.pass(Duration.ofSeconds(60));
    town.look(look("8ABC123", 0.97).camera("CAM-3").state("NV").atMillis(120_000));

    // Then, and the better one cools down the lesser
    assertThat(town.newAlerts())
        .extracting(Alert::getCameraId, Alert::getStateMatch, Alert::getPriority)
        .containsExactly(
            tuple("CAM-1", StateMatch.MISMATCH, Priority.MEDIUM),
            tuple("CAM-2", StateMatch.MATCH, Priority.HIGH));
  }

  @Test
  void stateCountsAlsoWhereThePriorityIsTheSame() {
    // Given
    town.list(entry("e1", "8ABC123").setPriority(Priority.LOW).build());
    town.look(look("8ABC123", 0.97).state("NV"));
    town.pass(Duration.ofSeconds(60));

    // When
    town.look(look("8ABC123", 0.97).camera("CAM-2").state("CA").atMillis(60_000));

    // Then
    assertThat(town.newAlerts())
        .extracting(Alert::getStateMatch)
        .containsExactly(StateMatch.MISMATCH, StateMatch.MATCH);
  }

  @Test
  void whatWasFoundByLookingBackDoesNotCoolDownTheVehicleItself() {
    // Given a read of a minute ago that a look-back finds
    town.look(look("8ABC123", 0.97));
    ReadImage kept = town.images.readValue();
    town.pass(Duration.ofSeconds(60));
    town.list(entry("e1", "8ABC123").build());
    find(kept, "lb-1");

    // When the vehicle passes, and passes again
    town.look(look("8ABC123", 0.97).camera("CAM-2").atMillis(60_500));
    town.pass(Duration.ofSeconds(10));
    town.look(look("8ABC123", 0.97).camera("CAM-3").atMillis(70_000));

    // Then
    assertThat(town.newAlerts())
        .extracting(Alert::getCameraId, Alert::getPriority, Alert::getLookBack)
        .containsExactly(tuple("CAM-1", Priority.LOW, true), tuple("CAM-2", Priority.HIGH, false));
  }

  @Test
  void oneOfSeveralReadsThatALookBackFindsCoolsDownTheOthers() {
    // Given
    town.look(look("8ABC123", 0.97));
    ReadImage first = town.images.readValue();
    town.look(look("8ABC123", 0.97).camera("CAM-2").atMillis(30_000));
    ReadImage second = town.images.readValue();
    town.pass(Duration.ofSeconds(60));
    town.list(entry("e1", "8ABC123").build());

    // When
    find(first, "lb-1");
    find(second, "lb-1");

    // Then
    assertThat(town.newAlerts()).extracting(Alert::getCameraId).containsExactly("CAM-1");
  }

  @Test
  void recalledAlertCoolsNothingDown() {
    // Given a misread
    town.list(entry("e1", "8ABC123").build());
    town.look(look("8ABC123", 0.82));
    town.look(look("8ABC723", 0.97).atMillis(150));
    town.look(look("8ABC723", 0.97).atMillis(300));
    assertThat(town.newAlerts())
        .extracting(Alert::getStatus)
        .containsExactly(AlertStatus.OPEN, AlertStatus.RECALLED);

    // When
    town.look(look("8ABC123", 0.9).camera("CAM-2").atMillis(30_000));

    // Then
    assertThat(town.newAlerts()).extracting(Alert::getCameraId).containsExactly("CAM-2");
  }

  @Test
  void historyIsNotRecalledWhenTheListChanges() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    town.look(look("8ABC123", 0.9));
    town.newAlerts();
    town.pass(TestData.RULES.alerts().recallable().plusSeconds(1));

    // When
    town.unlist("e1");

    // Then
    List<Alert> later = town.newAlerts();
    assertThat(later).isEmpty();
  }

  @Test
  void onlyAnExpiryThatStillRecallsSomethingIsWaitedFor() {
    // Given an alert whose entry ends while it can be recalled, and one that is history by then
    Duration recallable = TestData.RULES.alerts().recallable();
    town.list(entry("e1", "8ABC123").setExpiresAt(START.plusSeconds(20)).build());
    town.list(entry("e2", "8ABC123").setExpiresAt(START.plus(recallable).plusSeconds(20)).build());
    town.look(look("8ABC123", 0.9));
    List<Alert> raised = town.newAlerts();
    assertThat(raised).hasSize(2);
    AlertBook book =
        new AlertBook(new HotlistMatcher(TestData.RULES.matches()), TestData.RULES.alerts());

    // Then alerts are gone through once for the first, and never for the other
    assertThat(book.nextExpiry(raised, START)).contains(START.plusSeconds(20));
    assertThat(book.nextExpiry(raised, START.plusSeconds(20))).isEmpty();
  }

  private static MatchingRules cooling(Duration coolDown) {
    MatchingRules rules = TestData.RULES;
    return new MatchingRules(
        rules.passages(),
        rules.matches(),
        rules.lookAlikeThreshold(),
        new AlertRules(rules.alerts().recallable(), rules.alerts().remembered(), coolDown),
        rules.transientRetention(),
        rules.eraseDelay());
  }

  private void find(ReadImage kept, String lookBackId) {
    town.lookBackReads.pipeInput(
        kept.getRead().getPlateKey(),
        new LookBackRead(lookBackId, "e1", kept, START.plusSeconds(60)));
  }
}
