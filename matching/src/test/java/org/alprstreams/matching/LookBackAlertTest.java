package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.entry;
import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.alprstreams.avro.StateMatch;
import org.alprstreams.matching.hotlist.AlertRevisions;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a look-back over kept reads raises. */
class LookBackAlertTest {

  /** For so long a read waits by itself for what is listed. */
  private static final Duration A_MOMENT = Duration.ofSeconds(11);

  private static final Duration DAY = Duration.ofDays(1);

  private final TopologyFixture town = new TopologyFixture();
  private Instant now = START;

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void keptReadRaisesAnAlertOfLowPriorityUnderTheIdALiveOneWouldHave() {
    // Given a read of yesterday, and an entry that is added today
    ReadImage kept = keptRead("8ABC123");
    pass(DAY);
    town.list(entry("e1", "8ABC123").setPriority(Priority.HIGH).build());

    // When
    find(kept, "e1");

    // Then
    List<TestRecord<String, Alert>> raised = town.alerts.readRecordsToList();
    assertThat(raised).hasSize(1);
    Alert alert = raised.get(0).value();
    assertThat(alert.getLookBack()).isTrue();
    assertThat(alert.getPriority()).isEqualTo(Priority.LOW);
    assertThat(alert.getAlertId()).isEqualTo(AlertRevisions.alertId(kept.getReadId(), "e1"));
    assertThat(alert.getCapturedAt()).isEqualTo(START);
    assertThat(alert.getRaisedAt()).isEqualTo(now);
    assertThat(alert.getPlateCrop()).isEqualTo(kept.getPlateCrop());
    assertThat(raised.get(0).getRecordTime()).isEqualTo(START);
  }

  @Test
  void alertThatWasRaisedLiveStaysAsItIs() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    ReadImage kept = keptRead("8ABC123");
    assertThat(town.newAlerts()).extracting(Alert::getLookBack).containsExactly(false);

    // When
    find(kept, "e1");
    find(kept, "e1");

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void readWaitsForAnEntryThatIsOnItsWay() {
    // Given
    ReadImage kept = keptRead("8ABC123");
    pass(A_MOMENT);
    find(kept, "e1");
    assertThat(town.newAlerts()).isEmpty();

    // When
    town.list(entry("e1", "8ABC123").build());
    pass(Duration.ofSeconds(1));

    // Then once, and nothing waits any longer
    assertThat(town.newAlerts()).hasSize(1);
    pass(Duration.ofSeconds(1));
    assertThat(town.newAlerts()).isEmpty();
    assertThat(waiting()).isZero();
  }

  @Test
  void readThatIsTakenBackWhileItWaitsRaisesNothing() {
    // Given
    ReadImage kept = keptRead("8ABC123");
    find(kept, "e1");

    // When
    revise(
        kept,
        PlateRead.newBuilder(kept.getRead())
            .setRevision(1)
            .setStatus(ReadStatus.RETRACTED)
            .build());
    town.list(entry("e1", "8ABC123").build());
    pass(Duration.ofSeconds(1));

    // Then
    assertThat(town.newAlerts()).isEmpty();
    assertThat(waiting()).isZero();
  }

  @Test
  void entryThatWasRemovedMeanwhileRaisesNothing() {
    // Given
    ReadImage kept = keptRead("8ABC123");
    town.list(entry("e1", "8ABC123").build());
    town.list(entry("e2", "8ABC123").build());
    town.unlist("e1");

    // When
    find(kept, "e1");
    pass(TestData.RULES.transientRetention());

    // Then, and that it came to nothing is counted
    assertThat(town.newAlerts()).isEmpty();
    assertThat(waiting()).isZero();
    assertThat(town.count("alpr.matching.look-back.in-vain")).isEqualTo(1);
  }

  @Test
  void alertIsRecalledWhenItsEntryIsRemovedAndRaisedAnewWhenThatIsUndone() {
    // Given
    ReadImage kept = keptRead("8ABC123");
    town.list(entry("e1", "8ABC123").build());
    find(kept, "e1");
    pass(TestData.RULES.alerts().recallable().minusSeconds(1));

    // When
    town.unlist("e1");

    // Then
    assertThat(town.newAlerts())
        .extracting(Alert::getStatus)
        .containsExactly(AlertStatus.OPEN, AlertStatus.RECALLED);

    // When
    town.list(entry("e1", "8ABC123").build());
    find(kept, "e1");

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getStatus()).isEqualTo(AlertStatus.OPEN);
              assertThat(alert.getRevision()).isEqualTo(2);
            });
  }

  @Test
  void alertIsRecalledWhenItsEntryExpires() {
    // Given
    ReadImage kept = keptRead("8ABC123");
    pass(DAY);
    town.list(entry("e1", "8ABC123").setExpiresAt(now.plusSeconds(10)).build());
    find(kept, "e1");
    pass(Duration.ofSeconds(9));
    assertThat(town.newAlerts()).extracting(Alert::getStatus).containsExactly(AlertStatus.OPEN);

    // When
    pass(Duration.ofSeconds(1));

    // Then at once, though no live read has raised it
    assertThat(town.newAlerts()).extracting(Alert::getStatus).containsExactly(AlertStatus.RECALLED);
  }

  @Test
  void alertThatIsRevisedStaysOneOfALookBack() {
    // Given
    ReadImage kept = keptRead("8ABC123");
    pass(DAY);
    town.list(entry("e1", "8ABC123").setPriority(Priority.HIGH).build());
    find(kept, "e1");
    town.newAlerts();

    // When its read is revised
    revise(kept, PlateRead.newBuilder(kept.getRead()).setRevision(1).setState("NV").build());

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getStateMatch()).isEqualTo(StateMatch.MISMATCH);
              assertThat(alert.getLookBack()).isTrue();
              assertThat(alert.getPriority()).isEqualTo(Priority.LOW);
            });
  }

  @Test
  void optedOutPlateRaisesNothing() {
    // Given
    ReadImage kept = keptRead("8ABC123");
    town.list(entry("e1", "8ABC123").build());
    town.optOut("8ABC123");

    // When
    find(kept, "e1");
    pass(Duration.ofSeconds(1));

    // Then
    assertThat(town.newAlerts()).isEmpty();
    assertThat(waiting()).isZero();
  }

  @Test
  void nothingPassesBeforeTheGateIsReadyAndNothingIsLostByThat() {
    // Given a list without the record that proves its secret
    ReadImage kept = keptRead("8ABC123");
    pass(A_MOMENT);
    town.list(entry("e1", "8ABC123").build());
    town.optOuts.pipeInput(TestData.KEYS.of(new PlateText("9XYZ987")), TestData.optOut(null));
    find(kept, "e1");
    assertThat(town.newAlerts()).isEmpty();

    // When
    town.optOuts.pipeInput(TestData.KEYS.checkKey(), TestData.optOut(null));
    pass(Duration.ofSeconds(1));

    // Then
    assertThat(town.newAlerts()).hasSize(1);
  }

  @Test
  void alertIsRememberedForAsLongAsItsReadIsKept() {
    // Given an alert of a read that goes tomorrow
    ReadImage kept = keptRead("8ABC123");
    Duration remembered = TestData.RULES.alerts().remembered();
    pass(remembered.minus(DAY));
    town.list(entry("e1", "8ABC123").build());
    find(kept, "e1");

    // When
    pass(DAY.plusMinutes(2));

    // Then
    assertThat(town.newAlerts()).hasSize(1);
    try (var raised = town.driver.getKeyValueStore(MatchingTopology.RAISED_ALERTS).all()) {
      assertThat(raised.hasNext()).isFalse();
    }
  }

  private ReadImage keptRead(String plate) {
    town.look(look(plate, 0.9));
    return town.images.readValue();
  }

  /** As the service that keeps the reads hands it over. */
  private void find(ReadImage kept, String entryId) {
    PlateRead read = kept.getRead();
    town.lookBackReads.pipeInput(
        read.getPlateKey(), new LookBackRead("look-back-1", entryId, kept, now), now);
  }

  private void revise(ReadImage kept, PlateRead revised) {
    town.driver
        .createInputTopic(
            Topics.READ_IMAGES.name(),
            new StringSerializer(),
            RecordSerdes.registryFree().value(Topics.READ_IMAGES).serializer())
        .pipeInput(revised.getPlateKey(), ReadImage.newBuilder(kept).setRead(revised).build(), now);
  }

  private void pass(Duration time) {
    town.pass(time);
    now = now.plus(time);
  }

  private long waiting() {
    return town.driver
        .getKeyValueStore(MatchingTopology.WAITING_LOOK_BACKS)
        .approximateNumEntries();
  }
}
