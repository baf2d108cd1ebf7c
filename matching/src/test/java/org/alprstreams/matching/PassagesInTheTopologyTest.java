package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.CAMERA;
import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.entry;
import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PassagesInTheTopologyTest {

  private final TopologyFixture town = new TopologyFixture();

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void parkedListedVehicleAlertsOnceThoughItIsHiddenAgainAndAgain() {
    // Given
    town.list(entry("e1", "8ABC123").build());

    // When
    for (int visit = 0; visit < 3; visit++) {
      for (int i = 0; i < 4; i++) {
        town.look(look("8ABC123", 0.95).atMillis(visit * 30_000L + i * 2000));
        town.pass(Duration.ofSeconds(2));
      }
      town.pass(Duration.ofSeconds(22));
    }

    // Then
    assertThat(town.newAlerts())
        .singleElement()
        .extracting(Alert::getStatus)
        .isEqualTo(AlertStatus.OPEN);
    assertThat(town.newReads()).singleElement().extracting(PlateRead::getRevision).isEqualTo(0);
  }

  @Test
  void listedVehicleThatItsCameraIsSilentAboutWhileItWaitsAlertsOnce() {
    // Given
    town.list(entry("e1", "8ABC123").build());

    // When it is reported twice, waits at a red light and is reported lost when it has gone
    town.look(look("8ABC123", 0.93).track("7"));
    town.pass(Duration.ofSeconds(1));
    town.look(look("8ABC123", 0.92).track("7").atMillis(1_000));
    town.pass(Duration.ofSeconds(39));
    town.look(look("8ABC123", 0.92).track("7").atMillis(40_000));
    town.pass(TestData.PASSAGES.parkedGap());

    // Then
    assertThat(town.newAlerts()).hasSize(1);
    List<PlateRead> reads = town.newReads();
    assertThat(reads).extracting(PlateRead::getOver).containsExactly(false, true);
    assertThat(reads.get(1).getReadId()).isEqualTo(reads.get(0).getReadId());
  }

  @Test
  void restingVehicleLeavesNoImagesAndAfterTheGapNothing() {
    // Given
    for (int i = 0; i < 4; i++) {
      town.look(look("8ABC123", 0.95).atMillis(i * 2000L));
      town.pass(Duration.ofSeconds(2));
    }

    // When it is hidden
    town.pass(Duration.ofSeconds(4));

    // Then
    assertThat(passages().getResting()).hasSize(1);
    assertThat(images()).isEmpty();
    assertThat(town.newReads()).extracting(PlateRead::getOver).containsOnly(false);
    town.pass(TestData.PASSAGES.parkedGap());
    assertThat(passages().getResting()).isEmpty();
    assertThat(town.newReads()).extracting(PlateRead::getOver).containsExactly(true);
  }

  @Test
  void followedVehicleThatRestsLeavesTheCropOfItsPlateUntilItIsOver() {
    // When
    town.look(look("8ABC123", 0.95).track("7"));
    town.pass(TestData.PASSAGES.trackIdle().plusSeconds(1));

    // Then
    assertThat(passages().getResting()).hasSize(1);
    assertThat(images())
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.getPlateCrop().hasRemaining()).isTrue();
              assertThat(held.getScene()).isNull();
            });
    town.pass(TestData.PASSAGES.parkedGap());
    assertThat(images()).isEmpty();
  }

  @Test
  void optOutThatComesWhileAFollowedVehicleRestsTakesItsPictureToo() {
    // Given
    town.look(look("8ABC123", 0.95).track("7"));
    town.pass(TestData.PASSAGES.trackIdle().plusSeconds(1));

    // When
    town.optOut("8ABC123");
    town.pass(PassageProcessor.TICK);

    // Then
    assertThat(passages().getResting()).isEmpty();
    assertThat(images()).isEmpty();
  }

  @Test
  void optOutThatComesWhileAParkedVehicleIsHiddenTakesItsReadBack() {
    // Given
    for (int i = 0; i < 4; i++) {
      town.look(look("8ABC123", 0.95).atMillis(i * 2000L));
      town.pass(Duration.ofSeconds(2));
    }
    town.pass(Duration.ofSeconds(10));
    town.newReads();

    // When
    town.optOut("8ABC123");
    town.pass(PassageProcessor.TICK);

    // Then
    assertThat(town.newReads())
        .singleElement()
        .extracting(PlateRead::getStatus)
        .isEqualTo(ReadStatus.RETRACTED);
    assertThat(passages().getResting()).isEmpty();
  }

  @Test
  void slowCameraBesideARightOneKeepsItsPassagesAndMarkersAfterAStart() {
    // Given a camera whose clock is five seconds slow, a vehicle there and an opted-out one
    town.optOut("6DEF789");
    town.look(look("8ABC123", 0.97).camera("CAM-2").atMillis(-5_000));
    town.look(look("6DEF789", 0.97).camera("CAM-2").atMillis(-5_000).x(1500));

    // When a look of another camera comes, and then both vehicles again
    town.look(look("7XYW999", 0.97).camera("CAM-1"));
    town.pass(Duration.ofMillis(500));
    town.look(look("8ABC123", 0.97).camera("CAM-2").atMillis(-4_500));
    town.look(look("6DXF7B9", 0.9).camera("CAM-2").atMillis(-4_500).x(1500));
    town.pass(Duration.ofSeconds(15));

    // Then the one is one read, and the other none
    assertThat(town.newReads())
        .filteredOn(read -> read.getCameraId().equals("CAM-2"))
        .extracting(PlateRead::getPlateText, PlateRead::getOver, PlateRead::getLooks)
        .containsExactly(tuple("8ABC123", false, 1), tuple("8ABC123", true, 2));
  }

  @Test
  void samePlateAtTwoCamerasIsTwoReads() {
    // When
    town.look(look("8ABC123", 0.95).camera("CAM-1").atMillis(0));
    town.look(look("8ABC123", 0.95).camera("CAM-2").atMillis(100));

    // Then
    assertThat(town.newReads()).extracting(PlateRead::getReadId).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void lostImagesDoNotCostTheReadAndItsAlert() {
    // Given a doubtful look whose images the changelog lost
    town.list(entry("e1", "8ABC123").build());
    town.look(look("8ABC123", 0.7));
    KeyValueStore<String, PlateCandidate> images =
        town.driver.getKeyValueStore(MatchingTopology.PASSAGE_IMAGES);
    images.delete(passages().getPassages().get(0).getReadId());

    // When
    town.pass(Duration.ofSeconds(3));

    // Then
    assertThat(town.newReads()).extracting(PlateRead::getOver).containsExactly(false, true);
    assertThat(town.newAlerts()).hasSize(1);
    assertThat(town.images.readValue().getPlateCrop()).isNull();
    assertThat(town.count("alpr.matching.imageless", "camera", CAMERA)).isEqualTo(1);
  }

  @Test
  void lookOutOfTimeIsCountedAndNotRead() {
    // When
    PlateCandidate ahead = look("8ABC123", 0.95).atMillis(120_000).build();
    town.candidates.pipeInput(CAMERA, ahead, START);

    // Then
    assertThat(town.newReads()).isEmpty();
    assertThat(town.count("alpr.matching.out-of-time", "camera", CAMERA)).isEqualTo(1);
  }

  private List<PlateCandidate> images() {
    List<PlateCandidate> all = new ArrayList<>();
    KeyValueStore<String, PlateCandidate> store =
        town.driver.getKeyValueStore(MatchingTopology.PASSAGE_IMAGES);
    try (KeyValueIterator<String, PlateCandidate> images = store.all()) {
      images.forEachRemaining(image -> all.add(image.value));
    }
    return all;
  }

  private CameraPassages passages() {
    CameraPassages whole =
        new CameraPassages(new ArrayList<>(), new ArrayList<>(), List.of(), List.of(), 0L);
    KeyValueStore<String, CameraPassages> store =
        town.driver.getKeyValueStore(MatchingTopology.PASSAGES);
    try (KeyValueIterator<String, CameraPassages> pieces = store.all()) {
      pieces.forEachRemaining(
          piece -> {
            whole.getPassages().addAll(piece.value.getPassages());
            whole.getResting().addAll(piece.value.getResting());
          });
    }
    return whole;
  }
}
