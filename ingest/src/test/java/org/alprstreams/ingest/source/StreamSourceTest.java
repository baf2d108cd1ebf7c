package org.alprstreams.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.alprstreams.avro.Frame;
import org.alprstreams.ingest.MovableClock;
import org.alprstreams.ingest.frame.Intakes;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.health.HealthState.Level;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** A live stream from a camera that does what it is told, on a clock that does too. */
class StreamSourceTest {

  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T16:00:00Z"));
  private final MockProducer<String, Frame> producer = Intakes.producer(true);
  private final FakeCamera camera = new FakeCamera();

  @Test
  void silentCameraShowsInHealthAndMetricAndIsOpenedAgain() {
    try (StreamSource source = source("CAM", camera, Duration.ofMillis(200))) {
      // Given: a picture, so the camera is fine
      source.start();
      soon().until(() -> camera.streams.size() == 1);
      camera.streams.get(0).give(1);
      soon().until(() -> source.counts().accepted() == 1);
      assertThat(source.health().level()).isEqualTo(Level.UP);
      assertThat(silence()).isZero();

      // When: no other for 20 seconds
      clock.advance(Duration.ofSeconds(20));

      // Then: down at once, with how long
      assertThat(source.health().level()).isEqualTo(Level.DOWN);
      assertThat(source.health().detail()).startsWith("no picture for 20 s");
      assertThat(silence()).isEqualTo(20);

      // Then: the hanging stream is ended, and what is said does not blame the camera for that
      soon().until(() -> camera.streams.get(0).closed);
      soon().until(() -> source.health().detail().contains("gave no pictures"));
      soon().until(() -> camera.streams.size() == 2);

      // Then: a picture makes all well again
      camera.streams.get(1).give(2);
      soon().until(() -> source.counts().accepted() == 2);
      assertThat(source.health()).isEqualTo(HealthState.up());
      assertThat(silence()).isZero();
    }
  }

  @Test
  void cameraThatHangsUpIsOpenedAgain() {
    try (StreamSource source = source("CAM", camera, SILENCE)) {
      // Given
      source.start();
      soon().until(() -> camera.streams.size() == 1);
      camera.streams.get(0).give(1);

      // When
      camera.streams.get(0).end();
      soon().until(() -> camera.streams.size() == 2);
      camera.streams.get(1).give(2);

      // Then: one run, whose sequence goes on
      soon().until(() -> source.counts().accepted() == 2);
      assertThat(frames().stream().map(Frame::getSequence)).containsExactly(0L, 1L);
      assertThat(camera.streams.get(0).closed).isTrue();
    }
  }

  @Test
  void streamOpenedAfterALongAbsenceGetsItsTimeForAFirstPicture() {
    // Given: a camera that is back after 20 seconds, and a watchdog whose looks are counted
    AtomicInteger looks = new AtomicInteger();
    Clock seen =
        new Clock() {
          @Override
          public Instant instant() {
            if (Thread.currentThread().getName().startsWith("watch-")) {
              looks.incrementAndGet();
            }
            return clock.instant();
          }

          @Override
          public ZoneId getZone() {
            return clock.getZone();
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return clock.withZone(zone);
          }
        };
    StreamSource.Opener back =
        () -> {
          if (!camera.streams.isEmpty()) {
            clock.advance(Duration.ofSeconds(20));
          }
          return camera.open();
        };
    try (StreamSource source =
        new StreamSource(
            "main",
            "CAM",
            back,
            Intakes.of(producer, clock, meters),
            Duration.ofMillis(200),
            seen,
            meters)) {
      source.start();
      soon().until(() -> camera.streams.size() == 1);
      camera.streams.get(0).end();
      soon().until(() -> camera.streams.size() == 2);

      // When
      int before = looks.get();
      soon().until(() -> looks.get() >= before + 3);

      // Then: it is left open, and ended once it has been silent for as long itself
      assertThat(camera.streams.get(1).closed).isFalse();
      assertThat(source.health().level()).isEqualTo(Level.DOWN);
      clock.advance(Duration.ofMillis(200));
      soon().until(() -> camera.streams.get(1).closed);
    }
  }

  @Test
  void cameraThatCannotBeReachedSaysWhyInHealth() {
    // Given
    StreamSource.Opener unreachable =
        () -> {
          throw new IOException("Connection refused");
        };
    try (StreamSource source = source("CAM", unreachable, SILENCE)) {
      // When
      source.start();
      clock.advance(SILENCE);

      // Then
      soon()
          .untilAsserted(
              () ->
                  assertThat(source.health())
                      .isEqualTo(HealthState.down("no picture for 15 s: Connection refused")));
    }
  }

  @Test
  void picturesAreDroppedAndCountedWhileTheBrokerIsSlow() {
    // Given: a broker that does not answer
    MockProducer<String, Frame> slow = Intakes.producer(false);
    try (StreamSource source =
        new StreamSource(
            "main", "CAM", camera, Intakes.of(slow, clock, meters), SILENCE, clock, meters)) {
      source.start();
      soon().until(() -> camera.streams.size() == 1);
      camera.streams.get(0).give(0);
      soon().until(() -> slow.history().size() == 1);

      // When: one is under way, two are held, so of five more three are too many
      for (int i = 1; i <= 5; i++) {
        camera.streams.get(0).give(i);
      }

      // Then: the oldest of them
      soon().until(() -> source.counts().dropped() == 3);
      assertThat(meters.get("alpr.ingest.dropped").tags("source", "main").counter().count())
          .isEqualTo(3);
      for (int answered = 1; answered <= 3; answered++) {
        int sent = answered;
        soon().until(() -> slow.history().size() == sent);
        slow.completeNext();
      }
      soon().until(() -> source.counts().accepted() == 3);
      assertThat(slow.history().stream().map(record -> record.value().getSequence()))
          .containsExactly(0L, 4L, 5L);
    }
  }

  @Test
  void brokerThatIsAwayOrRefusesDoesNotEndTheStream() {
    // Given: no right to write, which no second try would mend
    producer.sendException = new TopicAuthorizationException("alpr.frames");
    try (StreamSource source = source("CAM", camera, SILENCE)) {
      source.start();
      soon().until(() -> camera.streams.size() == 1);
      camera.streams.get(0).give(1);
      soon().until(() -> source.counts().dropped() == 1);

      // When: the right is given, but the broker is away
      producer.sendException = new TimeoutException("no broker");
      camera.streams.get(0).give(2);
      soon().until(() -> source.counts().dropped() == 2);

      // Then: pictures come in once it is back
      producer.sendException = null;
      camera.streams.get(0).give(3);
      soon().until(() -> source.counts().accepted() == 1);
    }
  }

  @Test
  void picturesOfACameraThatIsOffAreCountedAsRefused() {
    try (StreamSource source = source("OFF", camera, SILENCE)) {
      source.start();
      soon().until(() -> camera.streams.size() == 1);
      camera.streams.get(0).give(1);
      soon().until(() -> source.counts().refused() == 1);
      assertThat(source.counts()).isEqualTo(new StreamSource.Counts(0, 1, 0));
    }
  }

  @Test
  void closingEndsAStreamThatHangs() {
    // Given
    StreamSource source = source("CAM", camera, SILENCE);
    source.start();
    soon().until(() -> camera.streams.size() == 1);

    // When
    source.close();
    source.close();

    // Then
    assertThat(camera.streams.get(0).closed).isTrue();
  }

  @Test
  void closingWhileTheStreamOpensEndsItToo() {
    // Given: a camera that takes its time
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    StreamSource source =
        source(
            "CAM",
            () -> {
              asked.countDown();
              awaitUninterruptibly(closing);
              return camera.open();
            },
            SILENCE);
    source.start();
    awaitUninterruptibly(asked);

    // When
    Thread closer = new Thread(source::close);
    closer.start();
    // close() has found no stream to end once it waits for the reader
    soon().until(() -> closer.getState() == Thread.State.TIMED_WAITING || !closer.isAlive());
    closing.countDown();

    // Then
    soon().until(() -> camera.streams.size() == 1 && camera.streams.get(0).closed);
    soon().until(() -> !closer.isAlive());
  }

  private StreamSource source(String cameraId, StreamSource.Opener opener, Duration silence) {
    return new StreamSource(
        "main", cameraId, opener, Intakes.of(producer, clock, meters), silence, clock, meters);
  }

  private double silence() {
    return meters
        .get("alpr.ingest.silence")
        .tags("source", "main", "camera", "CAM")
        .gauge()
        .value();
  }

  private List<Frame> frames() {
    return producer.history().stream().map(record -> record.value()).toList();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
