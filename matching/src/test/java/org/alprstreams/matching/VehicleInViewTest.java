package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.entry;
import static org.alprstreams.matching.TestData.look;
import static org.alprstreams.matching.TestData.partialEntry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.LookBackRead;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.matching.hotlist.AlertRevisions;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A vehicle stands before a camera, and is listed meanwhile. */
class VehicleInViewTest {

  private static final int STEP = 500;

  private final TopologyFixture town = new TopologyFixture();
  private int millis;

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void entryThatIsListedWhileTheVehicleIsInViewRaisesOneAlertWithItsPicture() {
    // Given
    stand(Duration.ofSeconds(20));
    PlateRead read = town.newReads().get(0);

    // When
    town.list(entry("e1", "8ABC123").build());
    stand(Duration.ofMinutes(4));

    // Then within a minute, for now, and once
    List<Alert> alerts = town.newAlerts();
    assertThat(alerts).hasSize(1);
    Alert alert = alerts.get(0);
    assertThat(alert.getAlertId()).isEqualTo(AlertRevisions.alertId(read.getReadId(), "e1"));
    assertThat(alert.getRevision()).isZero();
    assertThat(alert.getStatus()).isEqualTo(AlertStatus.OPEN);
    assertThat(alert.getPriority()).isEqualTo(Priority.HIGH);
    assertThat(alert.getLookBack()).isFalse();
    assertThat(alert.getPlateCrop()).isNotNull();
    assertThat(alert.getRaisedAt())
        .isBetween(START.plusSeconds(20), START.plusSeconds(20).plus(InViewProcessor.INTERVAL));

    // And the read is no other for that
    assertThat(town.newReads()).isEmpty();
    assertThat(town.images.readValuesToList()).hasSize(1);
  }

  @Test
  void alertOfAVehicleThatStandsForLongIsOfNow() {
    // Given
    stand(Duration.ofMinutes(12));
    town.list(entry("e1", "8ABC123").build());

    // When
    stand(Duration.ofMinutes(1));

    // Then neither its time nor its picture is of when the vehicle came
    Instant now = START.plusMillis(millis);
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getCapturedAt())
                  .isBetween(now.minus(TestData.PASSAGES.lookLife()), now);
              assertThat(alert.getPlateCrop()).isNotNull();
            });
  }

  @Test
  void entryThatTakesEffectWhileTheVehicleIsInViewRaisesAnAlert() {
    // Given
    town.list(entry("e1", "8ABC123").setEffectiveAt(START.plusSeconds(70)).build());

    // When
    stand(Duration.ofSeconds(69));
    assertThat(town.newAlerts()).isEmpty();
    stand(Duration.ofSeconds(60));

    // Then
    assertThat(town.newAlerts()).hasSize(1);
  }

  @Test
  void partialEntryIsMetToo() {
    // Given
    stand(Duration.ofSeconds(10));
    town.list(partialEntry("e1", "8AB*23").build());

    // When
    stand(Duration.ofMinutes(2));

    // Then
    assertThat(town.newAlerts()).extracting(Alert::getPartial).containsExactly(true);
  }

  @Test
  void vehicleThatHasGoneIsNotLookedBackAt() {
    // Given
    town.look(look("8ABC123", 0.97));
    town.pass(Duration.ofSeconds(20));

    // When
    town.list(entry("e1", "8ABC123").build());
    town.pass(Duration.ofMinutes(3));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void followedVehicleIsLookedAtAtOnceWhenItsCameraSpeaksOfItAgain() {
    // Given one that its camera is silent about, and that is listed meanwhile
    town.look(look("8ABC123", 0.9).track("7"));
    town.pass(Duration.ofSeconds(40));
    town.list(entry("e1", "8ABC123").build());
    town.pass(Duration.ofSeconds(30));
    assertThat(town.newAlerts()).isEmpty();

    // When it leaves, which the camera says without a picture
    town.look(look("8ABC123", 0.92).track("7").atMillis(60_000).x(1400).withoutPicture());

    // Then the alert has the picture that there is, with its time and place
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getPlateCrop()).isNotNull();
              assertThat(alert.getCapturedAt()).isEqualTo(START);
              assertThat(alert.getBox().getX()).isEqualTo(800);
              assertThat(alert.getRaisedAt()).isEqualTo(START.plusSeconds(70));
            });
    // And the read is no other for that
    assertThat(town.newReads()).hasSize(1);
    assertThat(town.images.readValuesToList()).hasSize(1);
  }

  @Test
  void parkedVehicleIsLookedAtAtOnceWhenItIsHiddenNoLonger() {
    // Given
    stand(Duration.ofSeconds(10));
    town.pass(Duration.ofSeconds(20));
    town.list(entry("e1", "8ABC123").build());
    town.pass(Duration.ofSeconds(10));
    assertThat(town.newAlerts()).isEmpty();

    // When
    town.look(look("8ABC123", 0.97).atMillis(40_000));

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getPlateCrop()).isNotNull();
              assertThat(alert.getCapturedAt()).isEqualTo(START.plusSeconds(40));
            });
  }

  @Test
  void vehicleOfWhichAWordWasLongOnItsWayIsNotLookedBackAt() {
    // Given
    town.look(look("8ABC123", 0.9).track("7"));
    town.pass(Duration.ofSeconds(110));
    town.list(entry("e1", "8ABC123").build());
    town.pass(Duration.ofSeconds(30));

    // When what its camera said more than a minute ago arrives
    town.look(look("8ABC123", 0.9).track("7").atMillis(70_000));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void vehicleThatMayHaveGoneWhileTheProcessStoodStillIsNotLookedBackAt() {
    // Given
    stand(Duration.ofSeconds(20));
    town.list(entry("e1", "8ABC123").build());

    // When
    town.driver.advanceWallClockTime(Duration.ofMinutes(10));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void optedOutVehicleRaisesNothing() {
    // Given
    stand(Duration.ofSeconds(20));
    town.optOut("8ABC123");
    town.list(entry("e1", "8ABC123").build());

    // When
    stand(Duration.ofMinutes(2));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void plateThatTheListReachedInTheAlertStepOnlyRaisesNothing() {
    // Given a read that was on its way when its plate was opted out
    stand(Duration.ofSeconds(1));
    ReadImage published = town.images.readValue();
    town.optOut("8ABC123");
    town.list(entry("e1", "8ABC123").build());

    // When
    inView(published);

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void readThatWasTakenBackRaisesNothingThoughItWasSentBefore() {
    // Given
    stand(Duration.ofSeconds(1));
    ReadImage published = town.images.readValue();
    PlateRead retraction =
        PlateRead.newBuilder(published.getRead())
            .setRevision(1)
            .setStatus(ReadStatus.RETRACTED)
            .build();
    input(Topics.READ_IMAGES.name())
        .pipeInput(
            retraction.getPlateKey(),
            new ReadImage(retraction.getReadId(), retraction, null, null),
            START);
    town.list(entry("e1", "8ABC123").build());

    // When
    inView(published);

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void alertThatIsRecalledIsNotRaisedAgainByTheVehicleAlone() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    stand(Duration.ofSeconds(10));
    town.unlist("e1");
    town.newAlerts();

    // When
    stand(Duration.ofMinutes(2));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void vehicleThatALookBackFoundAndThatIsInViewIsNoneOfThePast() {
    // Given
    stand(Duration.ofSeconds(20));
    ReadImage published = town.images.readValue();
    town.list(entry("e1", "8ABC123").build());
    town.lookBackReads.pipeInput(
        published.getRead().getPlateKey(),
        new LookBackRead("lb-1", "e1", published, START.plusSeconds(20)));

    // When
    stand(Duration.ofMinutes(2));

    // Then
    assertThat(town.newAlerts())
        .extracting(Alert::getRevision, Alert::getLookBack, Alert::getPriority)
        .containsExactly(tuple(0, true, Priority.LOW), tuple(1, false, Priority.HIGH));
  }

  /** Twice a second a look at the same place, as time passes. */
  private void stand(Duration time) {
    for (long end = millis + time.toMillis(); millis < end; millis += STEP) {
      town.look(look("8ABC123", 0.97).atMillis(millis));
      town.driver.advanceWallClockTime(Duration.ofMillis(STEP));
    }
  }

  private void inView(ReadImage image) {
    input(Topics.READS_IN_VIEW.name()).pipeInput(image.getRead().getPlateKey(), image, START);
  }

  private TestInputTopic<String, ReadImage> input(String topic) {
    return town.driver.createInputTopic(
        topic,
        new StringSerializer(),
        RecordSerdes.registryFree().value(Topics.READ_IMAGES).serializer());
  }
}
