package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.entry;
import static org.alprstreams.matching.TestData.look;
import static org.alprstreams.matching.TestData.partialEntry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.Priority;
import org.alprstreams.matching.hotlist.AlertRevisions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A vehicle passes, and what was listed a moment before arrives a moment later. */
class EntryOnItsWayTest {

  private final TopologyFixture town = new TopologyFixture();

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void entryThatArrivesAMomentAfterTheReadRaisesOneAlertWithItsPicture() {
    // Given
    PlateRead read = passing();

    // When
    town.list(entry("e1", "8ABC123").build());
    town.pass(Duration.ofSeconds(2));

    // Then
    List<Alert> alerts = town.newAlerts();
    assertThat(alerts).hasSize(1);
    Alert alert = alerts.get(0);
    assertThat(alert.getAlertId()).isEqualTo(AlertRevisions.alertId(read.getReadId(), "e1"));
    assertThat(alert.getStatus()).isEqualTo(AlertStatus.OPEN);
    assertThat(alert.getPriority()).isEqualTo(Priority.HIGH);
    assertThat(alert.getLookBack()).isFalse();
    assertThat(alert.getPlateCrop()).isNotNull();
    town.pass(Duration.ofSeconds(30));
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void readWaitsAsLongAsAnEntryMayTakeOnASlowMachine() {
    // Given
    passing();
    town.pass(Duration.ofSeconds(8));

    // When
    town.list(entry("e1", "8ABC123").build());
    town.pass(Duration.ofSeconds(3));

    // Then
    assertThat(town.newAlerts()).hasSize(1);
  }

  @Test
  void readDoesNotWaitLonger() {
    // Given
    passing();
    town.pass(Duration.ofSeconds(11));

    // When
    town.list(entry("e1", "8ABC123").build());
    town.pass(Duration.ofMinutes(1));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void readThatWasLongOnItsWayIsNotLookedBackAt() {
    // Given
    town.pass(Duration.ofMinutes(2));
    passing();

    // When
    town.list(entry("e1", "8ABC123").build());
    town.pass(Duration.ofSeconds(15));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void partialEntryThatArrivesAMomentLaterIsMetToo() {
    // Given
    passing();

    // When
    town.list(partialEntry("e1", "8AB*23").build());
    town.pass(Duration.ofSeconds(2));

    // Then
    assertThat(town.newAlerts()).extracting(Alert::getPartial).containsExactly(true);
  }

  @Test
  void plateThatWasOptedOutMeanwhileRaisesNothing() {
    // Given
    passing();
    town.optOut("8ABC123");

    // When
    town.list(entry("e1", "8ABC123").build());
    town.pass(Duration.ofSeconds(15));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void alertThatStandsAndIsRecalledIsNotRaisedByMeetingAgain() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    passing();
    town.unlist("e1");
    assertThat(town.newAlerts())
        .extracting(Alert::getStatus)
        .containsExactly(AlertStatus.OPEN, AlertStatus.RECALLED);

    // When
    town.pass(Duration.ofSeconds(15));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  private PlateRead passing() {
    town.look(look("8ABC123", 0.97));
    town.pass(Duration.ofMillis(500));
    return town.newReads().get(0);
  }
}
