package org.alprstreams.schemas.alert;

import static org.alprstreams.avro.AlertActionKind.DISPOSITION;
import static org.alprstreams.avro.AlertActionKind.IMAGE_CHECK;
import static org.alprstreams.avro.AlertActionKind.LIST_CHECK;
import static org.alprstreams.avro.AlertActionKind.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.AlertActionKind;
import org.alprstreams.avro.Disposition;
import org.alprstreams.schemas.policy.AlertCheck;
import org.alprstreams.schemas.serde.TrustedRecords;
import org.junit.jupiter.api.Test;

class AlertHistoryTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  static {
    TrustedRecords.trust();
  }

  private AlertHistory history = AlertHistory.empty(EnumSet.allOf(AlertCheck.class));

  @Test
  void nothingIsConfirmedBeforeEachRequiredCheckIsPassed() {
    // Given
    assertThat(history.missing(0)).containsExactly(AlertCheck.IMAGE, AlertCheck.LISTING);

    // When / Then
    check("1", IMAGE_CHECK, 0, true);
    assertThat(history.missing(0)).containsExactly(AlertCheck.LISTING);
    check("2", LIST_CHECK, 0, true);
    assertThat(history.missing(0)).isEmpty();
    assertThat(history.isConfirmed(0)).isTrue();
  }

  @Test
  void aFailedCheckCountsUntilItIsPassedAgain() {
    // Given
    confirm(0);

    // When / Then
    check("3", IMAGE_CHECK, 0, false);
    assertThat(history.isConfirmed(0)).isFalse();
    check("4", IMAGE_CHECK, 0, true);
    assertThat(history.isConfirmed(0)).isTrue();
  }

  @Test
  void aReleaseCountsOnlyAfterTheChecks() {
    // Given a release, another after one check, and another after a check that failed in between
    act("r1", RELEASE, 0);
    check("1", IMAGE_CHECK, 0, true);
    act("r2", RELEASE, 0);
    check("2", LIST_CHECK, 0, true);
    check("3", IMAGE_CHECK, 0, false);
    act("r3", RELEASE, 0);

    // Then none of them counts, nor does the next check make them
    assertThat(history.release()).isEmpty();
    check("4", IMAGE_CHECK, 0, true);
    assertThat(history.release()).isEmpty();

    // When
    act("r4", RELEASE, 0);

    // Then
    assertThat(history.release()).map(AlertAction::getActionId).hasValue("r4");
  }

  @Test
  void ofTwoReleasesTheFirstCountsAndStays() {
    // Given
    confirm(0);

    // When
    act("r1", RELEASE, 0);
    act("r2", RELEASE, 0);
    check("3", LIST_CHECK, 0, false);

    // Then
    assertThat(history.release()).map(AlertAction::getActionId).hasValue("r1");
  }

  @Test
  void whatWasSaidOfOneRevisionDoesNotCountForTheNext() {
    // Given
    confirm(0);
    act("r1", RELEASE, 0);

    // When / Then: the alert is revised
    assertThat(history.missing(1)).hasSize(2);
    act("r2", RELEASE, 1);
    assertThat(history.release()).map(AlertAction::getActionId).hasValue("r1");

    // When / Then: the new revision is checked and released
    confirm(1);
    act("r3", RELEASE, 1);
    assertThat(history.release()).map(AlertAction::getActionId).hasValue("r3");
  }

  @Test
  void whatIsDisposedOfAsWrongIsNotConfirmed() {
    // Given
    confirm(0);

    for (Disposition disposition : Disposition.values()) {
      // When
      history =
          history.with(
              action("d-" + disposition, DISPOSITION, 0).setDisposition(disposition).build());

      // Then
      assertThat(history.isConfirmed(0)).isEqualTo(disposition == Disposition.CORRECT);
    }
  }

  @Test
  void unitsWereToldOnceADispositionFollowsTheDoubt() {
    // Given a release, which stands
    confirm(0);
    act("r1", RELEASE, 0);
    dispose("d1", Disposition.CORRECT, 0);
    assertThat(history.told(0)).isEmpty();

    // When a check fails, somebody says what came of it, and another check fails
    check("3", IMAGE_CHECK, 0, false);
    assertThat(history.told(0)).isEmpty();
    dispose("d2", Disposition.INCORRECT_READ, 0);
    assertThat(history.told(0)).map(AlertAction::getActionId).hasValue("d2");
    check("4", LIST_CHECK, 0, false);

    // Then they have to be told again
    assertThat(history.told(0)).isEmpty();
  }

  @Test
  void theDispositionThatPutsAReleaseInDoubtDoesNotSayThatUnitsWereTold() {
    // Given
    confirm(0);
    act("r1", RELEASE, 0);

    // When / Then
    dispose("d1", Disposition.WRONG_STATE, 0);
    assertThat(history.told(0)).isEmpty();
    dispose("d2", Disposition.WRONG_STATE, 0);
    assertThat(history.told(0)).map(AlertAction::getActionId).hasValue("d2");
  }

  @Test
  void unitsWereToldOfARevisionOnceItIsDisposedOf() {
    // Given a disposition of the revision that was released
    confirm(0);
    act("r1", RELEASE, 0);
    dispose("d1", Disposition.CORRECT, 0);

    // When / Then: it says nothing of the next one, to which no release belongs
    assertThat(history.told(1)).isEmpty();
    dispose("d2", Disposition.STALE_ENTRY, 1);
    assertThat(history.told(1)).map(AlertAction::getActionId).hasValue("d2");
    assertThat(history.told(2)).isEmpty();
  }

  @Test
  void anActionThatComesAgainCountsOnce() {
    // Given a check that was passed, and failed since
    check("1", IMAGE_CHECK, 0, true);
    check("2", IMAGE_CHECK, 0, false);

    // When the first is written again
    check("1", IMAGE_CHECK, 0, true);

    // Then
    assertThat(history.size()).isEqualTo(2);
    assertThat(history.latest(IMAGE_CHECK)).map(AlertAction::getPassed).hasValue(false);
  }

  @Test
  void onlyWhatThePolicyRequiresIsMissing() {
    // Given
    history = AlertHistory.empty(Set.of(AlertCheck.IMAGE));

    // When
    check("1", IMAGE_CHECK, 0, true);

    // Then
    assertThat(history.isConfirmed(0)).isTrue();
  }

  private void confirm(int revision) {
    check("i" + revision, IMAGE_CHECK, revision, true);
    check("l" + revision, LIST_CHECK, revision, true);
  }

  private void check(String actionId, AlertActionKind kind, int revision, boolean passed) {
    history = history.with(action(actionId, kind, revision).setPassed(passed).build());
  }

  private void dispose(String actionId, Disposition disposition, int revision) {
    history =
        history.with(action(actionId, DISPOSITION, revision).setDisposition(disposition).build());
  }

  private void act(String actionId, AlertActionKind kind, int revision) {
    history = history.with(action(actionId, kind, revision).build());
  }

  private static AlertAction.Builder action(String actionId, AlertActionKind kind, int revision) {
    return AlertAction.newBuilder()
        .setActionId(actionId)
        .setAlertId("a")
        .setAlertRevision(revision)
        .setKind(kind)
        .setUsername("dana")
        .setOrganisation("Sheriff")
        .setAt(NOON);
  }
}
