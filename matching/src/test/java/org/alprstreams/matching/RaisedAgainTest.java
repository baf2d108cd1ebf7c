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
import java.util.stream.Stream;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.matching.hotlist.AlertRevisions;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An alert that was recalled for the list alone stands again when the list has its plate again. */
class RaisedAgainTest {

  private static final Instant END = START.plusSeconds(20);
  private static final Duration PASSED = Duration.ofSeconds(10);

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
  void alertWhoseEntryIsRenewedAfterItsEndIsRaisedAgainWithItsPicture(HotlistEntry entry) {
    // Given
    town.list(HotlistEntry.newBuilder(entry).setExpiresAt(END).build());
    Alert raised = raise();
    town.pass(Duration.between(START, END).minus(PASSED));
    assertThat(town.newAlerts())
        .extracting(Alert::getStatus, Alert::getRecallReason, Alert::getPlateCrop)
        .containsExactly(tuple(AlertStatus.RECALLED, "The entry expired.", null));

    // When
    town.list(HotlistEntry.newBuilder(entry).setExpiresAt(END.plusSeconds(600)).build());
    town.pass(AlertProcessor.TICK);

    // Then
    Alert again = only(town.newAlerts());
    assertThat(again.getAlertId()).isEqualTo(raised.getAlertId());
    assertThat(again.getRevision()).isEqualTo(2);
    assertThat(again.getStatus()).isEqualTo(AlertStatus.OPEN);
    assertThat(again.getRecallReason()).isNull();
    assertThat(again.getListedUntil()).isEqualTo(END.plusSeconds(600));
    assertThat(again.getPlateCrop()).isEqualTo(raised.getPlateCrop()).isNotNull();
    assertThat(again.getRaisedAt()).isEqualTo(raised.getRaisedAt());

    // And it ends with the renewal
    town.pass(Duration.ofSeconds(600));
    assertThat(only(town.newAlerts()).getRecallReason()).isEqualTo("The entry expired.");
  }

  @Test
  void renewalThatTakesEffectLaterRaisesTheAlertAgainThen() {
    // Given
    HotlistEntry entry = entry("e1", "8ABC123").setExpiresAt(END).build();
    town.list(entry);
    raise();

    // When it is renewed from its end on, before its end
    town.list(
        HotlistEntry.newBuilder(entry)
            .setEffectiveAt(END)
            .setExpiresAt(END.plusSeconds(600))
            .build());
    assertThat(only(town.newAlerts()).getStatus()).isEqualTo(AlertStatus.RECALLED);
    town.pass(Duration.ofSeconds(70));

    // Then
    assertThat(only(town.newAlerts()).getStatus()).isEqualTo(AlertStatus.OPEN);
  }

  @Test
  void successorThatTakesEffectWhenTheEntryEndsTakesItsPlaceAtOnce() {
    // Given
    town.list(entry("e1", "8ABC123").setExpiresAt(END).build());
    Alert raised = raise();
    town.list(entry("e2", "8ABC123").setEffectiveAt(END).build());

    // When
    town.pass(Duration.between(START, END).minus(PASSED));

    // Then
    assertTakesThePlace(town.newAlerts(), raised);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sameMatterUnderAnotherIdTakesTheAlertsPlaceInWhateverOrder(boolean newOneFirst) {
    // Given
    town.list(entry("e1", "8ABC123").setState(null).build());
    Alert raised = raise();

    // When
    HotlistEntry withState = entry("e2", "8ABC123").setState("CA").build();
    if (newOneFirst) {
      town.list(withState);
    }
    town.unlist("e1");
    if (!newOneFirst) {
      town.list(withState);
    }
    town.pass(Duration.ofMinutes(2));

    // Then
    assertTakesThePlace(town.newAlerts(), raised);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void partOfAPlateUnderAnotherIdTakesTheAlertsPlaceInWhateverOrder(boolean newOneFirst) {
    // Given
    town.list(partialEntry("e1", "8AB*23").setState(null).build());
    raise();

    // When
    HotlistEntry withState = partialEntry("e2", "8AB*23").build();
    if (newOneFirst) {
      town.list(withState);
      town.pass(AlertProcessor.TICK);
    }
    town.unlist("e1");
    town.pass(AlertProcessor.TICK);
    if (!newOneFirst) {
      town.list(withState);
    }
    town.pass(Duration.ofMinutes(2));

    // Then
    assertThat(town.newAlerts())
        .extracting(Alert::getEntryId, Alert::getStatus, Alert::getRevision)
        .containsExactly(tuple("e1", AlertStatus.RECALLED, 1), tuple("e2", AlertStatus.OPEN, 0));
  }

  @Test
  void importByMistakeThatIsPutRightLeavesTheAlertAsItWas() {
    // Given an import that exchanges an entry for another
    town.list(entry("e1", "8ABC123").build());
    raise();
    town.list(entry("e2", "8ABC123").setState("NV").build());
    town.unlist("e1");
    town.newAlerts();

    // When the next one puts it right
    town.list(entry("e1", "8ABC123").build());
    town.unlist("e2");

    // Then
    assertThat(town.newAlerts())
        .extracting(Alert::getEntryId, Alert::getStatus, Alert::getRevision)
        .containsExactly(tuple("e1", AlertStatus.OPEN, 2), tuple("e2", AlertStatus.RECALLED, 1));
  }

  @Test
  void entryOfAnotherMatterRaisesNothingOfAReadForWhichAnAlertStands() {
    // Given an alert that took the place of another
    town.list(entry("e1", "8ABC123").build());
    raise();
    town.list(entry("e2", "8ABC123").build());
    town.unlist("e1");
    town.newAlerts();

    // When
    town.list(entry("e3", "8ABC123").build());
    town.pass(Duration.ofMinutes(2));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void entryOfALookAlikePlateDoesNotTakeTheAlertsPlace() {
    // Given
    town.list(entry("e1", "8ABC1O3").build());
    town.look(look("8ABC1O3", 0.97));
    town.pass(PASSED);
    town.unlist("e1");
    town.newAlerts();

    // When
    town.list(entry("e2", "8ABC103").build());
    town.pass(Duration.ofMinutes(2));

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void historyIsNotRaisedAgainAndKeepsNoPicture() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    raise();
    town.unlist("e1");
    town.pass(TestData.RULES.alerts().recallable().plusSeconds(1));
    town.newAlerts();

    // When
    town.list(entry("e1", "8ABC123").build());
    town.pass(Duration.ofMinutes(2));

    // Then
    assertThat(town.newAlerts()).isEmpty();
    try (var remembered =
        town.driver.<String, Alert>getKeyValueStore(MatchingTopology.RAISED_ALERTS).all()) {
      assertThat(remembered).toIterable().allMatch(alert -> alert.value.getPlateCrop() == null);
    }
  }

  @Test
  void alertOfARetractedReadStaysRecalled() {
    // Given an alert that is recalled for its entry, and a read that is taken back then
    town.list(entry("e1", "8ABC123").build());
    town.look(look("8ABC123", 0.97));
    ReadImage published = town.images.readValue();
    town.unlist("e1");
    retract(published);
    town.newAlerts();

    // When
    town.list(entry("e1", "8ABC123").build());
    town.pass(AlertProcessor.TICK);

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void alertThatWasRecalledForItsReadStaysRecalled() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    town.look(look("8ABC123", 0.97));
    retract(town.images.readValue());
    town.unlist("e1");
    town.newAlerts();

    // When
    town.list(entry("e1", "8ABC123").build());
    town.list(entry("e2", "8ABC123").build());
    town.pass(AlertProcessor.TICK);

    // Then
    assertThat(town.newAlerts()).isEmpty();
  }

  @Test
  void optedOutPlateDoesNotComeBack() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    raise();
    town.unlist("e1");
    town.newAlerts();

    // When it is opted out, and listed again before anything else happens
    town.optOut("8ABC123");
    town.list(entry("e1", "8ABC123").build());
    town.list(entry("e2", "8ABC123").build());
    town.pass(Duration.ofMinutes(2));

    // Then it is withdrawn, and nothing else
    assertThat(town.newAlerts())
        .extracting(Alert::getStatus, Alert::getPlateText)
        .containsExactly(tuple(AlertStatus.RECALLED, ""));
  }

  private Alert raise() {
    town.look(look("8ABC123", 0.97));
    town.pass(PASSED);
    return only(town.newAlerts());
  }

  private void retract(ReadImage published) {
    PlateRead read =
        PlateRead.newBuilder(published.getRead())
            .setRevision(published.getRead().getRevision() + 1)
            .setStatus(ReadStatus.RETRACTED)
            .build();
    town.driver
        .createInputTopic(
            Topics.READ_IMAGES.name(),
            new StringSerializer(),
            RecordSerdes.registryFree().value(Topics.READ_IMAGES).serializer())
        .pipeInput(read.getPlateKey(), new ReadImage(read.getReadId(), read, null, null), START);
  }

  /** Once, under the id that the read and the other entry have, with all that the first had. */
  private static void assertTakesThePlace(List<Alert> alerts, Alert first) {
    assertThat(alerts)
        .extracting(Alert::getEntryId, Alert::getStatus, Alert::getRevision)
        .containsExactly(tuple("e1", AlertStatus.RECALLED, 1), tuple("e2", AlertStatus.OPEN, 0));
    Alert second = alerts.get(1);
    assertThat(second.getAlertId()).isEqualTo(AlertRevisions.alertId(first.getReadId(), "e2"));
    assertThat(second.getPlateCrop()).isEqualTo(first.getPlateCrop()).isNotNull();
    assertThat(second.getRaisedAt()).isEqualTo(first.getRaisedAt());
  }

  private static Alert only(List<Alert> alerts) {
    assertThat(alerts).hasSize(1);
    return alerts.get(0);
  }
}
