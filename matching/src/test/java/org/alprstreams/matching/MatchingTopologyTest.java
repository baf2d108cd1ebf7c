package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.CAMERA;
import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.entry;
import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.MatchKind;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.avro.StateMatch;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.topics.Heartbeats;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatchingTopologyTest {

  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final TopologyFixture town = new TopologyFixture();

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void descriptionIsTheGoldenOne() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("topology.txt")) {
      assertThat(
              TopologyFixture.topology(TestData.RULES, new SimpleMeterRegistry())
                  .describe()
                  .toString()
                  .trim())
          .as("the topology changed: a renamed store or topic is a migration; update topology.txt")
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).trim());
    }
  }

  @Test
  void certainLookIsPublishedAtOnceUnderItsPlateKeyAtCaptureTime() {
    // When
    town.look(look("8OBC123", 0.95).atMillis(-40));

    // Then
    TestRecord<String, PlateRead> read = town.reads.readRecord();
    assertThat(read.key()).isEqualTo("808C123");
    assertThat(read.getRecordTime()).isEqualTo(START.minusMillis(40));
    assertThat(read.value().getPlateText()).isEqualTo("8OBC123");
    assertThat(read.value().getRevision()).isZero();
    TestRecord<String, ReadImage> image = town.images.readRecord();
    assertThat(image.key()).isEqualTo(read.key());
    assertThat(text(image.value())).startsWith("crop of 8OBC123");
  }

  @Test
  void doubtfulLookWaitsForTheWallClock() {
    // Given
    town.look(look("8ABC123", 0.6));
    assertThat(town.reads.isEmpty()).isTrue();

    // When
    town.pass(CLOSING);

    // Then, and again when its passage is over
    assertThat(town.newReads())
        .extracting(PlateRead::getLooks, PlateRead::getOver)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, false),
            org.assertj.core.groups.Tuple.tuple(1, true));
  }

  @Test
  void unreadablePassageIsCountedAndNotPublished() {
    // When
    town.look(look("8ABC123", 0.3));
    town.pass(CLOSING);

    // Then
    assertThat(town.reads.isEmpty()).isTrue();
    assertThat(town.count("alpr.matching.unreadable", "camera", CAMERA)).isEqualTo(1);
  }

  @Test
  void looksOfOneVehicleAreOneReadWhoseLastRevisionCountsThemAll() {
    // When
    town.look(look("8ABC123", 0.9).atMillis(0).x(800));
    town.look(look("8ABC123", 0.95).atMillis(200).x(830));
    town.look(look("8ABC123", 0.85).atMillis(400).x(860));
    town.pass(CLOSING);

    // Then
    List<PlateRead> reads = town.newReads();
    assertThat(reads).extracting(PlateRead::getRevision).containsExactly(0, 1, 2);
    assertThat(reads).extracting(PlateRead::getOver).containsExactly(false, false, true);
    assertThat(reads).extracting(PlateRead::getReadId).containsOnly(reads.get(0).getReadId());
    assertThat(reads.get(2).getLooks()).isEqualTo(3);
    assertThat(town.images.readValuesToList())
        .last()
        .satisfies(image -> assertThat(text(image)).isEqualTo("crop of 8ABC123@1795420800200+830"));
  }

  @Test
  void betterLooksThatChangesThePlateKeyRetractsTheOldRead() {
    // Given
    town.look(look("8ABC173", 0.82));

    // When
    town.look(look("8ABC123", 0.97).atMillis(150));
    town.look(look("8ABC123", 0.97).atMillis(300));

    // Then
    List<KeyValue<String, PlateRead>> reads = town.reads.readKeyValuesToList();
    assertThat(reads).extracting(r -> r.value.getRevision()).containsExactly(0, 1, 2);
    assertThat(reads)
        .extracting(r -> r.value.getStatus())
        .containsExactly(ReadStatus.CURRENT, ReadStatus.RETRACTED, ReadStatus.CURRENT);
    assertThat(reads.get(1).key).isEqualTo(reads.get(0).key);
    assertThat(reads.get(1).value.getSupersededBy()).isEqualTo(reads.get(2).key);
    assertThat(reads.get(2).value.getPlateText()).isEqualTo("8ABC123");
    assertThat(reads.get(2).value.getReadId()).isEqualTo(reads.get(0).value.getReadId());
  }

  @Test
  void lookWithoutAPictureGivesAnAlertWithoutOne() {
    // Given
    town.list(entry("e-1", "8ABC123").build());

    // When
    town.look(look("8ABC123", 0.95).withoutPicture());

    // Then
    assertThat(town.images.readValue().getPlateCrop()).isNull();
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.getPlateCrop()).isNull());
  }

  @Test
  void lookWithoutAPictureKeepsThePictureOfOneThatReadTheSame() {
    // When
    town.look(look("8ABC123", 0.85).track("7"));
    town.look(look("8ABC123", 0.95).track("7").atMillis(200).withoutPicture());
    town.pass(CLOSING);

    // Then
    assertThat(town.images.readValuesToList())
        .isNotEmpty()
        .allSatisfy(image -> assertThat(text(image)).startsWith("crop of 8ABC123"));
  }

  @Test
  void readWithThePictureOfAnEarlierLookNamesTimeAndPlaceOfThatPicture() {
    // When the camera's last word, of another time and place, is surer and has no picture
    town.look(look("8ABC123", 0.85).track("7").frame("frame-0"));
    town.look(look("8ABC123", 0.95).track("7").atMillis(12_000).x(1400).withoutPicture());
    town.pass(TestData.PASSAGES.trackIdle().plusSeconds(12));

    // Then nothing goes out that says of the picture what is not so
    assertThat(town.images.readValuesToList())
        .isNotEmpty()
        .allSatisfy(image -> assertShowsFirstLook(image.getRead()));
    assertThat(town.newReads()).isNotEmpty().allSatisfy(read -> assertShowsFirstLook(read));
  }

  @Test
  void textThatTheCameraCorrectsWithoutAPictureKeepsTheOneOfThatVehicle() {
    // Given
    town.list(entry("e-1", "8ABC123").build());

    // When
    town.look(look("8ABC173", 0.9).track("7").frame("frame-0"));
    town.look(look("8ABC123", 0.85).track("7").atMillis(12_000).x(1400).withoutPicture());

    // Then a person can compare the alert with it
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getPlateCrop()).isNotNull();
              assertThat(alert.getCapturedAt()).isEqualTo(START);
              assertThat(alert.getBox().getX()).isEqualTo(800);
            });
    List<PlateRead> reads = town.newReads();
    assertThat(reads.get(reads.size() - 1).getPlateText()).isEqualTo("8ABC123");
    assertShowsFirstLook(reads.get(reads.size() - 1));
  }

  private static void assertShowsFirstLook(PlateRead read) {
    assertThat(read.getCapturedAt()).isEqualTo(START);
    assertThat(read.getFrameId()).isEqualTo("frame-0");
    assertThat(read.getBox().getX()).isEqualTo(800);
  }

  @Test
  void sameLookTwiceVotesOnce() {
    // When
    town.look(look("8ABC123", 0.95).id("look-1"));
    town.look(look("8ABC123", 0.95).id("look-1"));
    town.pass(CLOSING);
    town.look(look("8ABC123", 0.95).id("look-1"));

    // Then
    assertThat(town.newReads())
        .extracting(PlateRead::getLooks, PlateRead::getOver)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, false),
            org.assertj.core.groups.Tuple.tuple(1, true));
    assertThat(town.count("alpr.matching.duplicates", "camera", CAMERA)).isEqualTo(2);
  }

  @Test
  void looksOutOfOrderAreStillOnePassage() {
    // When
    town.look(look("8ABC123", 0.95).atMillis(600));
    town.look(look("8ABC123", 0.95).atMillis(0));
    town.look(look("8ABC123", 0.95).atMillis(300));
    town.pass(CLOSING);

    // Then
    PlateRead last = town.newReads().get(1);
    assertThat(last.getLooks()).isEqualTo(3);
    assertThat(last.getFirstSeenAt()).isEqualTo(START);
    assertThat(last.getLastSeenAt()).isEqualTo(START.plusMillis(600));
  }

  @Test
  void closedPassageLeavesNothingOfThePlateInState() {
    // Given
    town.look(look("8ABC123", 0.95));

    // When
    town.pass(CLOSING);

    // Then
    KeyValueStore<String, CameraPassages> passages =
        town.driver.getKeyValueStore(MatchingTopology.PASSAGES);
    try (var all = passages.all()) {
      assertThat(all).toIterable().allMatch(piece -> piece.value.getPassages().isEmpty());
    }
    try (var images = town.driver.getKeyValueStore(MatchingTopology.PASSAGE_IMAGES).all()) {
      assertThat(images.hasNext()).isFalse();
    }
  }

  @Test
  void malformedLookIsCountedAndNothingDies() {
    // Given
    var broken = look("8ABC123", 0.95).build();
    var truncated =
        PlateCandidate.newBuilder(broken)
            .setCharacters(broken.getCharacters().subList(0, 3))
            .build();

    // When
    town.candidates.pipeInput(CAMERA, truncated, START);
    town.look(look("8ABC123", 0.95));

    // Then
    assertThat(town.newReads()).hasSize(1);
    assertThat(town.count("alpr.matching.malformed", "camera", CAMERA)).isEqualTo(1);
  }

  @Test
  void optedOutPlateLeavesNoReadNoImageNoAlertAndNoState() {
    // Given
    town.optOut("8ABC123");
    town.list(entry("e1", "8ABC123").build());

    // When
    town.look(look("8ABC123", 0.95));
    town.pass(CLOSING.multipliedBy(3));

    // Then
    assertThat(town.reads.isEmpty()).isTrue();
    assertThat(town.images.isEmpty()).isTrue();
    assertThat(town.alerts.isEmpty()).isTrue();
    assertThat(town.count("alpr.matching.suppressed", "camera", CAMERA, "reason", "opted-out"))
        .isEqualTo(1);
    KeyValueStore<String, CameraPassages> passages =
        town.driver.getKeyValueStore(MatchingTopology.PASSAGES);
    assertThat(passages.get(CAMERA)).isNull();
  }

  @Test
  void lookThatShowsAnOpenPassageOptedOutTakesItsReadBack() {
    // Given a misread that the gate let pass
    town.optOut("8ABC123");
    town.look(look("8ABC173", 0.96));
    assertThat(town.newReads()).hasSize(1);

    // When
    town.look(look("8ABC123", 0.96).atMillis(200));

    // Then
    assertThat(town.newReads())
        .singleElement()
        .satisfies(
            read -> {
              assertThat(read.getStatus()).isEqualTo(ReadStatus.RETRACTED);
              assertThat(read.getSupersededBy()).isNull();
            });
  }

  @Test
  void newOptOutDropsAnOpenPassage() {
    // Given
    town.look(look("8ABC123", 0.95));
    town.look(look("8ABC123", 0.95).atMillis(100));
    town.newReads();

    // When
    town.optOut("8ABC123");
    town.pass(PassageProcessor.TICK);

    // Then
    assertThat(town.newReads())
        .singleElement()
        .extracting(PlateRead::getStatus)
        .isEqualTo(ReadStatus.RETRACTED);
    town.pass(CLOSING);
    assertThat(town.reads.isEmpty()).isTrue();
  }

  @Test
  void withdrawnAndExpiredOptOutsNoLongerSuppress() {
    // Given
    town.optOut("8ABC123", START.plusSeconds(10));
    town.optOut("7XYW456");

    // When
    town.optOuts.pipeInput(TestData.KEYS.of(new PlateText("7XYW456")), null);
    town.pass(Duration.ofSeconds(10));
    town.look(look("8ABC123", 0.95).atMillis(10_000));
    town.look(look("7XYW456", 0.95).atMillis(10_500).x(1500));

    // Then
    assertThat(town.newReads())
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC123", "7XYW456");
  }

  @Test
  void gateFailsClosedWhileTheListWasMadeWithAnotherSecret() {
    // Given
    var others = TestData.keys(8);
    town.optOuts.pipeInput(others.checkKey(), TestData.optOut(null));

    // When
    town.look(look("8ABC123", 0.95));
    town.pass(CLOSING);

    // Then
    assertThat(town.reads.isEmpty()).isTrue();
    assertThat(town.count("alpr.matching.suppressed", "camera", CAMERA, "reason", "gate-not-ready"))
        .isEqualTo(1);
  }

  @Test
  void listedPlateRaisesOneAlertWithCropAndPlace() {
    // Given
    town.cameras.pipeInput(
        CAMERA,
        Camera.newBuilder()
            .setCameraId(CAMERA)
            .setName("Page Mill Road")
            .setLatitude(37.38)
            .setLongitude(-122.14)
            .setActive(true)
            .setRegisteredBy("clerk")
            .setRegisteredAt(START)
            .build());
    town.list(entry("e1", "8ABC123").build());

    // When
    town.look(look("8ABC123", 0.9));
    town.look(look("8ABC123", 0.95).atMillis(200));
    town.pass(CLOSING);

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getStatus()).isEqualTo(AlertStatus.OPEN);
              assertThat(alert.getMatchKind()).isEqualTo(MatchKind.EXACT);
              assertThat(alert.getStateMatch()).isEqualTo(StateMatch.MATCH);
              assertThat(alert.getPriority()).isEqualTo(Priority.HIGH);
              assertThat(alert.getCameraName()).isEqualTo("Page Mill Road");
              assertThat(alert.getPlateCrop().remaining()).isPositive();
            });
    assertThat(town.count("alpr.matching.alerts", "category", "stolen-vehicle", "match", "exact"))
        .isEqualTo(1);
  }

  @Test
  void lookAlikeAlertSaysWhereItDiffersAndIsNotHigh() {
    // Given
    town.list(entry("e1", "8ABC1O3").build());

    // When
    town.look(look("8ABC103", 0.9).saw(5, '0', 0.85, 'O', 0.13));

    // Then
    Alert alert = town.alerts.readValue();
    assertThat(alert.getMatchKind()).isEqualTo(MatchKind.LOOKALIKE);
    assertThat(alert.getPriority()).isEqualTo(Priority.MEDIUM);
    assertThat(alert.getDifferences())
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.getPosition()).isEqualTo(5);
              assertThat(difference.getRead()).isEqualTo("0");
              assertThat(difference.getListed()).isEqualTo("O");
              assertThat(difference.getListedProbability()).isBetween(0.12f, 0.14f);
            });
  }

  @Test
  void twoLookAlikesAreNoMatch() {
    // Given
    town.list(entry("e1", "8ABCIO3").build());

    // When
    town.look(look("8ABC103", 0.9));

    // Then
    assertThat(town.alerts.isEmpty()).isTrue();
  }

  @Test
  void otherStateIsAMismatchAndNotHigh() {
    // Given
    town.list(entry("e1", "8ABC123").setState("NV").build());

    // When
    town.look(look("8ABC123", 0.9));

    // Then
    Alert alert = town.alerts.readValue();
    assertThat(alert.getStateMatch()).isEqualTo(StateMatch.MISMATCH);
    assertThat(alert.getPriority()).isEqualTo(Priority.MEDIUM);
  }

  @Test
  void entriesNotInForceOrNotAlertableRaiseNothing() {
    // Given
    town.list(entry("expired", "8ABC123").setExpiresAt(START.minusSeconds(1)).build());
    town.list(entry("future", "8ABC123").setEffectiveAt(START.plusSeconds(60)).build());
    town.list(entry("lost", "8ABC123").setCategory(HotlistCategory.LOST_PLATE).build());

    // When
    town.look(look("8ABC123", 0.9));

    // Then
    assertThat(town.alerts.isEmpty()).isTrue();
  }

  @Test
  void heartbeatsOnTheListsChangeNothing() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    town.optOut("6MNE111");

    // When
    town.unlist(Heartbeats.KEY);
    town.optOuts.pipeInput(Heartbeats.KEY, (OptOut) null);
    town.cameras.pipeInput(Heartbeats.KEY, (Camera) null);
    town.look(look("8ABC123", 0.95));
    town.pass(CLOSING);
    town.look(look("6MNE111", 0.95).atMillis(20_000));
    town.pass(CLOSING);

    // Then
    assertThat(town.newAlerts()).hasSize(1);
    assertThat(town.newReads()).extracting(PlateRead::getPlateText).containsOnly("8ABC123");
    assertThat(town.driver.producedTopicNames()).doesNotContain(Topics.PARTIAL_ENTRIES.name());
  }

  @Test
  void removedEntryStopsAlertingAndRecallsItsAlerts() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    town.list(entry("e2", "8ABC123").build());
    town.look(look("8ABC123", 0.9));
    assertThat(town.newAlerts()).hasSize(2);
    town.pass(CLOSING);

    // When
    town.unlist("e1");

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getEntryId()).isEqualTo("e1");
              assertThat(alert.getStatus()).isEqualTo(AlertStatus.RECALLED);
              assertThat(alert.getRevision()).isEqualTo(1);
              assertThat(alert.getPlateCrop()).isNull();
            });
    town.look(look("8ABC123", 0.9).atMillis(60_000));
    assertThat(town.newAlerts()).extracting(Alert::getEntryId).containsExactly("e2");
  }

  @Test
  void removedLastEntryOfAPlateStopsAlerting() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    town.unlist("e1");

    // When
    town.look(look("8ABC123", 0.9));

    // Then
    assertThat(town.alerts.isEmpty()).isTrue();
  }

  @Test
  void entryMovedToAnotherPlateAlertsOnThatOneOnly() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    town.list(entry("e1", "7XYW456").build());

    // When
    town.look(look("8ABC123", 0.9));
    town.look(look("7XYW456", 0.9).atMillis(500).x(1500));

    // Then
    assertThat(town.newAlerts()).extracting(Alert::getPlateText).containsExactly("7XYW456");
  }

  @Test
  void alertIsRecalledWhenBetterLooksShowAnotherPlate() {
    // Given
    town.list(entry("e1", "8ABC173").build());
    town.look(look("8ABC173", 0.82));
    Alert raised = town.newAlerts().get(0);

    // When
    town.look(look("8ABC123", 0.97).atMillis(150));
    town.look(look("8ABC123", 0.97).atMillis(300));

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getAlertId()).isEqualTo(raised.getAlertId());
              assertThat(alert.getStatus()).isEqualTo(AlertStatus.RECALLED);
              assertThat(alert.getRevision()).isEqualTo(1);
            });
  }

  @Test
  void alertIsRevisedWhenABetterLookMakesTheMatchExact() {
    // Given
    town.list(entry("e1", "8ABC1O3").build());
    town.look(look("8ABC103", 0.9).saw(5, '0', 0.83, 'O', 0.15));
    Alert raised = town.newAlerts().get(0);

    // When
    town.look(look("8ABC1O3", 0.95).saw(5, 'O', 0.98, '0', 0.01).atMillis(150));

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getAlertId()).isEqualTo(raised.getAlertId());
              assertThat(alert.getStatus()).isEqualTo(AlertStatus.OPEN);
              assertThat(alert.getMatchKind()).isEqualTo(MatchKind.EXACT);
              assertThat(alert.getPriority()).isEqualTo(Priority.HIGH);
            });
  }

  @Test
  void raisedAlertsAreForgottenAfterTheirLife() {
    // Given
    town.list(entry("e1", "8ABC123").build());
    town.look(look("8ABC123", 0.9));
    town.newAlerts();

    // When
    town.pass(TestData.RULES.alerts().remembered().plusMinutes(2));

    // Then
    try (var raised = town.driver.getKeyValueStore(MatchingTopology.RAISED_ALERTS).all()) {
      assertThat(raised.hasNext()).isFalse();
    }
  }

  private static String text(ReadImage image) {
    return StandardCharsets.UTF_8.decode(image.getPlateCrop().duplicate()).toString();
  }
}
