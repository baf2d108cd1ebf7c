package org.alprstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.simulation.scene.FrameFormat;
import org.alprstreams.simulation.scene.PlateTruth;
import org.alprstreams.simulation.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

class FrameFeedTest {
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  @Test
  void theSameSeedGivesTheSameBytes() throws NoSuchAlgorithmException {
    assertThat(digest(feed(11, 40), 12))
        .isEqualTo(digest(feed(11, 40), 12))
        .isNotEqualTo(digest(feed(12, 40), 12));
  }

  @Test
  void framesComeInOrderOfCaptureAndCountUpPerCamera() {
    FrameFeed feed = feed(11, 3);
    Map<String, Long> counted = new HashMap<>();
    Instant last = START;

    for (int i = 0; i < 40; i++) {
      SimulatedFrame frame = feed.next();
      assertThat(frame.capturedAt()).isAfterOrEqualTo(last);
      assertThat(frame.sequence()).isEqualTo(counted.merge(frame.cameraId(), 1L, Long::sum));
      last = frame.capturedAt();
    }
  }

  @Test
  void aPassageShowsSeveralLooksAtOnePlate() {
    FrameFeed feed = feed(11, 3);
    Map<String, List<Double>> widths = new HashMap<>();

    for (int i = 0; i < 40; i++) {
      for (PlateTruth truth : feed.next().plates()) {
        widths.computeIfAbsent(truth.vehicleId(), id -> new ArrayList<>()).add(truth.plateWidth());
      }
    }

    // In frames 640 wide a plate measures half of what it does in frames 1280 wide.
    assertThat(widths.values()).anySatisfy(looks -> assertThat(looks).hasSizeGreaterThan(3));
    assertThat(widths.values())
        .allSatisfy(looks -> assertThat(looks).allMatch(width -> width > 20 && width < 100));
  }

  @Test
  void nothingIsDrawnBeforeItsTime() {
    FrameFeed feed = feed(11, 3);
    Clock before = Clock.fixed(START.minusMillis(700), ZoneOffset.UTC);

    Optional<SimulatedFrame> polled = feed.poll(before);

    assertThat(polled).isEmpty();
    assertThat(feed.untilNext(before)).isEqualTo(Duration.ofMillis(700));
  }

  @Test
  void framesThatAreLongOverdueAreSkipped() {
    FrameFeed feed = feed(11, 3);
    Clock late = Clock.fixed(START.plusSeconds(60), ZoneOffset.UTC);

    Optional<SimulatedFrame> polled = feed.poll(late);

    assertThat(feed.skipped()).isPositive();
    polled.ifPresent(
        frame -> assertThat(frame.capturedAt()).isAfterOrEqualTo(START.plusSeconds(58)));
  }

  private static FrameFeed feed(long seed, int cameras) {
    HotlistSample hotlist = HotlistSample.of(seed, 5);
    OptOutSample optOuts = OptOutSample.of(seed, 5, hotlist);
    Traffic traffic =
        new Traffic(Town.of(seed, cameras), TrafficSettings.demo(seed), hotlist, optOuts, START);
    return traffic.frames(new SceneRenderer(new FrameFormat(640, 360, 0.8, 2, 4)));
  }

  private static String digest(FrameFeed feed, int frames) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < frames; i++) {
      digest.update(feed.next().jpeg());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
