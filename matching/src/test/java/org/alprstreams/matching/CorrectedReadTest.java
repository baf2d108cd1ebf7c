package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.entry;
import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.Correction;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person's correction of a read does to its alerts. */
class CorrectedReadTest {

  private final TopologyFixture town = new TopologyFixture();

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void alertOfTheReadIsRecalledAndTheCorrectedTextRaisesNone() {
    // Given two listed plates, and an alert for one of them
    town.list(entry("e1", "8ABC123").build());
    town.list(entry("e2", "8ABX129").build());
    town.look(look("8ABC123", 0.9));
    Alert raised = town.newAlerts().get(0);
    ReadImage read = town.images.readKeyValue().value;
    town.pass(Duration.ofMinutes(10));

    // When a person finds that it was the other
    ReadImage retraction = corrected(read, "8ABC123", ReadStatus.RETRACTED);
    ReadImage correction = corrected(read, "8ABX129", ReadStatus.CURRENT);
    input().pipeInput(retraction.getRead().getPlateKey(), retraction);
    input().pipeInput(correction.getRead().getPlateKey(), correction);

    // Then: no car is stopped for what passed ten minutes ago
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getAlertId()).isEqualTo(raised.getAlertId());
              assertThat(alert.getStatus()).isEqualTo(AlertStatus.RECALLED);
              assertThat(alert.getRecallReason()).isEqualTo("A person corrected the read.");
            });
  }

  @Test
  void correctionWithinTheLookAlikesRecallsAnAlertThatNoLongerMatches() {
    // Given an entry for one plate key, and an exact alert
    town.list(entry("e1", "7OOO111").build());
    town.look(look("7OOO111", 0.9));
    town.newAlerts();
    ReadImage read = town.images.readKeyValue().value;

    // When three characters differ after the correction
    ReadImage correction = corrected(read, "7000111", ReadStatus.CURRENT);
    input().pipeInput(correction.getRead().getPlateKey(), correction);

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getStatus()).isEqualTo(AlertStatus.RECALLED);
              assertThat(alert.getRecallReason()).isEqualTo("A person corrected the read.");
            });
  }

  @Test
  void correctionBackToAListedPlateRaisesNoAlertAgain() {
    // Given an alert that was recalled because better looks read other characters of its classes
    town.list(entry("e1", "7OOO111").build());
    town.look(look("7OOO111", 0.9));
    ReadImage read = town.images.readKeyValue().value;
    ReadImage revised = revised(read, "7000111");
    input().pipeInput(revised.getRead().getPlateKey(), revised);
    assertThat(town.newAlerts())
        .extracting(Alert::getStatus)
        .containsExactly(AlertStatus.OPEN, AlertStatus.RECALLED);

    // When a person finds that the first was right
    ReadImage correction = corrected(revised, "7OOO111", ReadStatus.CURRENT);
    input().pipeInput(correction.getRead().getPlateKey(), correction);

    // Then: its vehicle has passed
    assertThat(town.newAlerts()).isEmpty();
  }

  private static ReadImage revised(ReadImage image, String text) {
    PlateRead read =
        PlateRead.newBuilder(image.getRead())
            .setRevision(image.getRead().getRevision() + 1)
            .setPlateText(text)
            .setPlateKey(PlateKey.of(new PlateText(text)).value())
            .build();
    return ReadImage.newBuilder(image).setRead(read).build();
  }

  private TestInputTopic<String, ReadImage> input() {
    return town.driver.createInputTopic(
        Topics.READ_IMAGES.name(),
        new StringSerializer(),
        RecordSerdes.registryFree().value(Topics.READ_IMAGES).serializer());
  }

  private static ReadImage corrected(ReadImage image, String text, ReadStatus status) {
    PlateRead read =
        PlateRead.newBuilder(image.getRead())
            .setRevision(image.getRead().getRevision() + 1)
            .setStatus(status)
            .setPlateText(text)
            .setPlateKey(PlateKey.of(new PlateText(text)).value())
            .setCorrections(
                List.of(
                    Correction.newBuilder()
                        .setOriginalText(image.getRead().getPlateText())
                        .setOriginalCharacters(image.getRead().getCharacters())
                        .setCorrectedBy("ana")
                        .setOrganisation("Sheriff")
                        .setReason("by the picture")
                        .setCorrectedAt(START)
                        .build()))
            .build();
    return ReadImage.newBuilder(image).setRead(read).build();
  }
}
