package org.alprstreams.console.alerts;

import static org.alprstreams.console.alerts.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.junit.jupiter.api.Test;

class AlertBoardTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Clock clock =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now.get();
        }
      };
  private final AlertBoard board =
      new AlertBoard(3, Duration.ofHours(1), clock, alert -> alert.getAlertId().startsWith("tell"));

  @Test
  void showsTheNewestFirst() {
    board.put(alert("a", 0, NOON.minusSeconds(20)));
    board.put(alert("b", 0, NOON.minusSeconds(10)));

    assertThat(board.newestFirst()).extracting(Alert::getAlertId).containsExactly("b", "a");
  }

  @Test
  void keepsTheLatestRevisionWhateverTheOrder() {
    // Given revision 1 of an alert, after which revision 0 comes again
    assertThat(board.put(alert("a", 1, NOON))).isTrue();
    assertThat(board.put(alert("a", 0, NOON))).isFalse();
    assertThat(board.put(alert("a", 1, NOON))).isFalse();

    // Then only the later one stands
    assertThat(board.newestFirst()).extracting(Alert::getRevision).containsExactly(1);
  }

  @Test
  void keepsThePictureOfAReadingThatARevisionHasNotChanged() {
    // Given an alert with its picture
    ByteBuffer picture = ByteBuffer.wrap(new byte[] {1, 2, 3});
    Alert first = Alert.newBuilder(alert("a", 0, NOON)).setPlateCrop(picture).build();
    board.put(first);

    // When its entry is changed, its read is, and it is recalled
    Alert restated =
        Alert.newBuilder(first).setRevision(1).setReason("armed").setPlateCrop(null).build();
    board.put(restated);
    assertThat(board.find("a").orElseThrow().getPlateCrop()).isEqualTo(picture);
    assertThat(board.find("a").orElseThrow().getReason()).isEqualTo("armed");
    board.put(Alert.newBuilder(restated).setRevision(2).setPlateText("8ABC124").build());
    assertThat(board.find("a").orElseThrow().getPlateCrop()).isNull();
    board.put(Alert.newBuilder(first).setRevision(3).build());
    board.put(Alert.newBuilder(restated).setRevision(4).setStatus(AlertStatus.RECALLED).build());

    // Then the picture stays with what it shows, and goes with the alert
    assertThat(board.find("a").orElseThrow().getPlateCrop()).isNull();
  }

  @Test
  void letsTheOldestGoWhenItIsFull() {
    for (int i = 0; i < 4; i++) {
      board.put(alert("a" + i, 0, NOON.minusSeconds(60 - i)));
    }

    assertThat(board.newestFirst()).extracting(Alert::getAlertId).containsExactly("a3", "a2", "a1");
    // And an alert that is older than all on a full board is no news
    assertThat(board.put(alert("late", 0, NOON.minusSeconds(120)))).isFalse();
  }

  @Test
  void anAlertOfALookBackIsNotTheOldestOfAFullBoard() {
    // Given a full board
    for (int i = 0; i < 3; i++) {
      board.put(alert("a" + i, 0, NOON.minusSeconds(60 - i)));
    }

    // When a look-back raises an alert of a read that is three days old
    boolean isNews =
        board.put(
            Alert.newBuilder(alert("back", 0, NOON.minus(Duration.ofDays(3))))
                .setLookBack(true)
                .setRaisedAt(NOON)
                .build());

    // Then it is news, and the one that is there for longest goes
    assertThat(isNews).isTrue();
    assertThat(board.newestFirst())
        .extracting(Alert::getAlertId)
        .containsExactly("a2", "a1", "back");
  }

  @Test
  void recalledAlertsLeaveAFullBoardFirst() {
    // Given a recalled alert that is newer than the others
    board.put(alert("a", 0, NOON.minusSeconds(60)));
    board.put(alert("b", 0, NOON.minusSeconds(50)));
    board.put(recalled("c", NOON.minusSeconds(40)));

    // When
    board.put(alert("d", 0, NOON));

    // Then
    assertThat(board.newestFirst()).extracting(Alert::getAlertId).containsExactly("d", "b", "a");
  }

  @Test
  void whatUnitsHaveToBeToldOfLeavesAFullBoardLast() {
    // Given a recalled alert whose units have not been told, older than the others
    board.put(recalled("tell", NOON.minusSeconds(60)));
    board.put(alert("a", 0, NOON.minusSeconds(50)));
    board.put(alert("b", 0, NOON.minusSeconds(40)));

    // When
    board.put(alert("c", 0, NOON));

    // Then
    assertThat(board.newestFirst()).extracting(Alert::getAlertId).containsExactly("c", "b", "tell");
  }

  @Test
  void theRecallOfAnAlertThatAFullBoardHasLetGoIsNews() {
    // Given an alert that pages still show, and the board does not any more
    for (int i = 0; i < 4; i++) {
      board.put(alert("a" + i, 0, NOON.minusSeconds(60 - i)));
    }

    // When
    boolean isNews = board.put(recalled("a0", NOON.minusSeconds(60)));

    // Then
    assertThat(isNews).isTrue();
    assertThat(board.newestFirst()).extracting(Alert::getAlertId).containsExactly("a3", "a2", "a1");
  }

  private static Alert recalled(String id, Instant capturedAt) {
    return Alert.newBuilder(alert(id, 1, capturedAt)).setStatus(AlertStatus.RECALLED).build();
  }

  @Test
  void forgetsAlertsAsTheyLeaveTheWindow() {
    // Given an alert exactly as old as the window
    board.put(alert("a", 0, NOON.minus(Duration.ofHours(1))));
    assertThat(board.find("a")).isPresent();

    // When a millisecond passes without any traffic
    now.set(NOON.plusMillis(1));

    // Then it is gone, and does not come back
    assertThat(board.find("a")).isEmpty();
    assertThat(board.newestFirst()).isEmpty();
    assertThat(board.put(alert("a", 1, NOON.minus(Duration.ofHours(1))))).isFalse();
  }

  @Test
  void anAlertOfALookBackIsNewsWhenItIsRaised() {
    // Given the alert of a read that is three days old
    Alert old =
        Alert.newBuilder(alert("a", 0, NOON.minus(Duration.ofDays(3))))
            .setLookBack(true)
            .setRaisedAt(NOON)
            .build();

    // Then it is on the board until the window has passed since then
    assertThat(board.put(old)).isTrue();
    now.set(NOON.plus(Duration.ofHours(1)));
    assertThat(board.find("a")).isPresent();
    now.set(NOON.plus(Duration.ofHours(1)).plusMillis(1));
    assertThat(board.find("a")).isEmpty();
  }

  @Test
  void revisionThatIsTooOldToShowTakesTheOneBeforeOffTheBoard() {
    // Given the alert of a look-back
    Alert old =
        Alert.newBuilder(alert("a", 0, NOON.minus(Duration.ofDays(3))))
            .setLookBack(true)
            .setRaisedAt(NOON)
            .build();
    board.put(old);

    // When what replaces it is none any more
    board.put(Alert.newBuilder(old).setRevision(1).setLookBack(false).build());

    // Then nobody acts on what was said before
    assertThat(board.find("a")).isEmpty();
  }

  @Test
  void refusesABoardWithoutRoom() {
    assertThatThrownBy(() -> new AlertBoard(0, Duration.ofHours(1), clock, alert -> false))
        .hasMessageContaining("alpr.console.alerts-kept is 0");
  }
}
