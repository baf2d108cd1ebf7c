package org.alprstreams.matching.passage;

import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.matching.TestData;
import org.junit.jupiter.api.Test;

class PassageRulesTest {

  private final OneCamera camera = new OneCamera();

  @Test
  void looksFurtherApartThanTheIdleTimeButWithinTheGapAreOnePassage() {
    // When a slow camera looks every two and a half seconds
    for (int i = 0; i < 4; i++) {
      camera.see(look("8ABC123", 0.95).atMillis(2500 * i).x(500 + 150 * i));
    }

    // Then
    assertThat(camera.standing).hasSize(1);
  }

  @Test
  void doubtfulVehicleIsPublishedWhenItIsQuiet() {
    // When
    camera.see(look("8ABC123", 0.6));
    camera.pass(Duration.ofMillis(1750));
    assertThat(camera.published).isEmpty();
    camera.pass(Duration.ofMillis(250));

    // Then
    assertThat(camera.published).hasSize(1);
  }

  @Test
  void readerThatCannotDecideDoesNotFloodTheTopic() {
    // When it takes one character for another and back, surely, in runs that outvote each other
    String[] words = {"8ABC123", "8A8C123"};
    int millis = 0;
    for (int run = 0; run < 20; run++) {
      for (int i = 0; i < 2 + run; i++) {
        camera.see(look(words[run % 2], 0.97).atMillis(millis += 100));
      }
    }

    // Then
    assertThat(camera.standing).hasSize(1);
    assertThat(camera.published).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void correctedTextStillGoesOutAtOnce() {
    // When
    camera.see(look("8A8C123", 0.85).atMillis(0));
    camera.see(look("8ABC123", 0.98).atMillis(100));
    camera.see(look("8ABC123", 0.98).atMillis(200));

    // Then
    assertThat(camera.standing.values())
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC123");
  }

  @Test
  void readThatItsLooksContradictToTheEndIsOverAllTheSame() {
    // Given
    String[] texts = {"8ABC723", "8ABC123", "8ABC123", "8ABC723", "8ABC723"};
    double[] sure = {0.9, 0.97, 0.97, 0.9, 0.9};

    // When it wavers to the end
    for (int i = 0; i < texts.length; i++) {
      camera.see(look(texts[i], sure[i]).atMillis(200 * i).x(800 + 20 * i));
    }
    camera.pass(Duration.ofSeconds(10));

    // Then
    assertThat(camera.published)
        .extracting(PlateRead::getPlateText, PlateRead::getOver, PlateRead::getLooks)
        .containsExactly(
            tuple("8ABC723", false, 1), tuple("8ABC123", false, 3), tuple("8ABC123", true, 5));
  }

  @Test
  void stateThatIsReadNowThisWayNowThatIsNotRevisedEachTime() {
    // When
    for (int i = 0; i < 40; i++) {
      camera.see(look("8ABC123", 0.95).state(i % 2 == 0 ? "CA" : "NV").atMillis(100 * i));
    }

    // Then
    assertThat(camera.published).hasSize(1);
  }

  @Test
  void stateThatIsReadLaterThanTheTextIsARevision() {
    // When
    camera.see(look("8ABC123", 0.95).state(null).atMillis(0));
    camera.see(look("8ABC123", 0.95).state("CA").atMillis(100));

    // Then
    assertThat(camera.published).extracting(PlateRead::getState).containsExactly(null, "CA");
  }

  @Test
  void stateThatWasReadDoubtfullyAndIsSureNowIsARevision() {
    // When
    camera.arrive(withState("NV", 0.45f, 0));
    for (int i = 1; i <= 6; i++) {
      camera.arrive(withState("NV", 0.9f, 200 * i));
    }

    // Then alerts, which compared it with nothing, are told
    PlateRead last = camera.published.get(camera.published.size() - 1);
    assertThat(camera.published).hasSize(2);
    assertThat(last.getState()).isEqualTo("NV");
    assertThat(last.getStateConfidence()).isGreaterThan(0.5f);
  }

  private static PlateCandidate withState(String state, float confidence, long atMillis) {
    return PlateCandidate.newBuilder(look("8ABC123", 0.98).state(state).atMillis(atMillis).build())
        .setStateConfidence(confidence)
        .build();
  }

  @Test
  void looksDatedFarAheadOrLongAgoAreLeftOutAndCounted() {
    // When
    camera.see(look("8ABC123", 0.95));
    camera.arrive(look("7XYW456", 0.95).atMillis(61_000).build());
    camera.arrive(look("7XYW456", 0.95).atMillis(-601_000).build());

    // Then
    assertThat(camera.standing.values())
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC123");
    assertThat(camera.events).filteredOn(PassageEvent.OutOfTime.class::isInstance).hasSize(2);
  }

  @Test
  void lookDatedAheadDoesNotEndThePassagesOfOthers() {
    // Given
    camera.see(look("8ABC123", 0.95).atMillis(0).x(200));

    // When
    camera.arrive(look("7XYW456", 0.95).atMillis(30_000).x(1500).build());
    camera.see(look("8ABC123", 0.95).atMillis(500).x(300));

    // Then
    assertThat(camera.standing).hasSize(2);
  }

  @Test
  void cameraWhoseClockJumpsSplitsThePassageInViewAndNoOther() {
    // When the camera's clock is set back by twenty seconds while a vehicle is in view
    for (int i = 0; i < 10; i++) {
      camera.pass(Duration.ofMillis(200));
      long shown = 200 * i - (i < 5 ? 0 : 20_000);
      camera.arrive(look("8ABC123", 0.95).atMillis(shown).x(200 + 100 * i).build());
    }
    camera.pass(Duration.ofSeconds(10));
    for (int i = 0; i < 5; i++) {
      camera.pass(Duration.ofMillis(200));
      camera.arrive(look("7XYW456", 0.95).atMillis(-7_000 + 200 * i).x(200 + 100 * i).build());
    }

    // Then
    assertThat(camera.standing.values())
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC123", "8ABC123", "7XYW456");
  }

  @Test
  void whatIsDeliveredAgainAfterACrashChangesNothing() {
    // Given two plates in view at ten frames a second for ten seconds, and then gone
    List<PlateCandidate> delivered = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      delivered.add(look("8ABC123", 0.95).atMillis(100 * i).x(300).frame("f" + i).build());
      delivered.add(look("7XYW456", 0.95).atMillis(100 * i).x(1400).frame("f" + i).build());
    }
    delivered.forEach(
        candidate -> {
          camera.passUntil(candidate.getCapturedAt());
          camera.arrive(candidate);
        });
    camera.pass(Duration.ofSeconds(10));
    int published = camera.published.size();
    camera.moveToAnotherInstance();

    // When all of it comes again
    delivered.forEach(camera::arrive);
    camera.pass(Duration.ofSeconds(10));

    // Then
    assertThat(camera.published).hasSize(published);
    assertThat(camera.standing).hasSize(2);
    assertThat(camera.events)
        .filteredOn(PassageEvent.Duplicate.class::isInstance)
        .hasSize(delivered.size());
  }

  @Test
  void readKeepsItsIdWhenItIsWorkedOutAgainFromTheSameLooks() {
    // Given
    OneCamera again = new OneCamera();
    List<PlateCandidate> looks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      looks.add(look("8ABC123", 0.9 + 0.01 * i).atMillis(200 * i).x(200 + 100 * i).build());
    }

    // When
    looks.forEach(camera::arrive);
    looks.forEach(again::arrive);

    // Then
    assertThat(again.standing.keySet()).isEqualTo(camera.standing.keySet());
  }

  @Test
  void photographsOfDifferentVehiclesAtOnePlaceWithinAMomentAreTwoReads() {
    // When a folder comes in, all of it dated now, one of it hard to read
    camera.see(look("8ABC123", 0.95).frame("a").atMillis(0));
    camera.see(look("7XYW456", 0.95).saw(2, 'Y', 0.55, 'V', 0.3).frame("b").atMillis(5));
    camera.see(look("6TRK908", 0.8).frame("c").atMillis(10));
    camera.pass(Duration.ofSeconds(5));

    // Then
    assertThat(camera.standing.values())
        .extracting(PlateRead::getPlateText)
        .containsExactlyInAnyOrder("8ABC123", "7XYW456", "6TRK908");
  }

  @Test
  void vehicleThatFollowsCloselyAndDiffersInOneCharacterIsAnotherOne() {
    // When the follower's plate comes into view where the other's was 0.8 s before
    for (int i = 0; i < 6; i++) {
      camera.see(look("8ABC123", 0.97).atMillis(125 * i).x(200 + 150 * i));
    }
    for (int i = 0; i < 6; i++) {
      camera.see(look("8ABC124", 0.97).atMillis(800 + 125 * i).x(200 + 150 * i));
    }
    camera.pass(Duration.ofSeconds(5));

    // Then
    assertThat(camera.standing.values())
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC123", "8ABC124");
  }

  @Test
  void parkedGapBeyondTheLifeOfLooksIsRefused() {
    // Given
    Duration life = Duration.ofMinutes(5);

    // Then
    assertThatThrownBy(
            () ->
                new PassageRules(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(15),
                    life.plusSeconds(1),
                    life,
                    0.8,
                    0.5,
                    8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parkedGap is PT5M1S");
  }

  @Test
  void timelyReachesFromTwiceTheLifeOfLooksToAMinuteAhead() {
    // Given
    PassageRules rules = TestData.PASSAGES;

    // Then
    assertThat(rules.isTimely(START.plusSeconds(60), START)).isTrue();
    assertThat(rules.isTimely(START.plusSeconds(61), START)).isFalse();
    assertThat(rules.isTimely(START.minusSeconds(600), START)).isTrue();
    assertThat(rules.isTimely(START.minusSeconds(601), START)).isFalse();
  }
}
