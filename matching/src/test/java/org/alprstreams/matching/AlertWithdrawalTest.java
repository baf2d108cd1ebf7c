package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.entry;
import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A new opt-out reaches the alerts that its plate raised before. */
class AlertWithdrawalTest {

  private static final Duration DAYS_LATER = Duration.ofDays(20);

  private final TopologyFixture town = new TopologyFixture();

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void alertOfAPlateThatIsOptedOutLaterIsWithdrawnAndNothingOfItIsLeft() {
    // Given
    town.list(entry("e1", "8ABC123").setReason("seen at a fire").setCaseNumber("26-77").build());
    town.look(look("8ABC123", 0.9));
    Alert raised = town.newAlerts().get(0);
    town.pass(DAYS_LATER);

    // When
    town.optOut("8ABC123");
    town.pass(AlertProcessor.TICK);

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getAlertId()).isEqualTo(raised.getAlertId());
              assertThat(alert.getRevision()).isGreaterThan(raised.getRevision());
              assertThat(alert.getStatus()).isEqualTo(AlertStatus.RECALLED);
              assertThat(alert.toString())
                  .doesNotContain("8ABC123", "seen at a fire", "26-77", "crop of", "e1\"")
                  .doesNotContain(raised.getReadId());
            });
    try (var left = town.driver.getKeyValueStore(MatchingTopology.RAISED_ALERTS).all()) {
      assertThat(left.hasNext()).isFalse();
    }
  }

  @Test
  void alertOfAReadThatAllowsTheOptedOutPlateIsWithdrawnToo() {
    // Given
    town.list(entry("e1", "8ABC103").build());
    town.look(look("8ABC103", 0.9).saw(5, '0', 0.82, 'O', 0.17));
    town.newAlerts();
    town.pass(Duration.ofMinutes(1));

    // When
    town.optOut("8ABC1O3");
    town.pass(AlertProcessor.TICK);

    // Then
    assertThat(town.newAlerts()).singleElement().extracting(Alert::getPlateText).isEqualTo("");
  }

  @Test
  void alertsOfOthersStandAndExpiredOptOutsWithdrawNothing() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    town.look(look("8ABC123", 0.97));
    town.newAlerts();
    town.pass(Duration.ofMinutes(1));

    // When
    town.optOut("7XYW456");
    town.optOut("8ABC123", START);
    town.pass(Duration.ofMinutes(2));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void revisionThatComesAfterTheOptOutTakesItsAlertAlong() {
    // Given an alert, and its plate opted out while the read's next revision is on its way
    town.list(entry("e1", "8ABC123").build());
    town.look(look("8ABC123", 0.9));
    town.newAlerts();
    var image = town.images.readKeyValue();
    town.optOut("8ABC123");

    // When
    town.driver
        .createInputTopic(
            Topics.READ_IMAGES.name(),
            new StringSerializer(),
            RecordSerdes.registryFree().value(Topics.READ_IMAGES).serializer())
        .pipeInput(image.key, image.value);

    // Then, without any time passing
    assertThat(town.newAlerts()).singleElement().extracting(Alert::getPlateText).isEqualTo("");
  }
}
