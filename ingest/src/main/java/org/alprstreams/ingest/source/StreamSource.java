package org.alprstreams.ingest.source;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.alprstreams.avro.FrameSource;
import org.alprstreams.ingest.frame.FrameIntake;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.frame.Submission;
import org.alprstreams.ingest.frame.TopicUnavailableException;
import org.alprstreams.ingest.video.Picture;
import org.alprstreams.ingest.video.PictureStream;
import org.alprstreams.service.health.HealthState;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A camera's live stream. Opens it again when it breaks or falls silent, after a pause that doubles
 * up to half a minute. A live camera cannot wait: while the broker or the schema registry is away
 * pictures are dropped, counted, and show as gaps in the sequence; at most two are held.
 */
public final class StreamSource implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamSource.class);
  private static final int HELD = 2;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  /** Opens the stream anew. */
  @FunctionalInterface
  public interface Opener {
    /**
     * @throws IOException if it cannot be opened now
     */
    PictureStream open() throws IOException;
  }

  /**
   * What became of a stream's pictures so far.
   *
   * @param accepted the broker has them
   * @param refused did not come in, such as those of a camera that is switched off
   * @param dropped could not be handed in in time, or broker or schema registry was away
   */
  public record Counts(long accepted, long refused, long dropped) {}

  private record Taken(byte[] jpeg, long sequence, Instant at) {}

  private record Opened(PictureStream stream, Instant at) {}

  private final String name;
  private final String cameraId;
  private final Opener opener;
  private final FrameIntake intake;
  private final Duration silence;
  private final Clock clock;
  private final Counter dropped;
  private final LongAdder acceptedCount = new LongAdder();
  private final LongAdder refusedCount = new LongAdder();
  private final LongAdder droppedCount = new LongAdder();
  private final String session = UUID.randomUUID().toString();
  private final BlockingQueue<Taken> held = new ArrayBlockingQueue<>(HELD);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread reader;
  private final Thread submitter;
  private final Thread watchdog;
  private volatile Opened current;
  private volatile PictureStream endedForSilence;
  private volatile Instant lastPicture;
  private volatile String trouble = "";
  private long sequence;

  /**
   * A source that has not started.
   *
   * @param name for logs, health and metrics; without credentials
   * @param silence a stream that gives no picture for so long counts as broken
   */
  public StreamSource(
      String name,
      String cameraId,
      Opener opener,
      FrameIntake intake,
      Duration silence,
      Clock clock,
      MeterRegistry meters) {
    this.name = name;
    this.cameraId = cameraId;
    this.opener = opener;
    this.intake = intake;
    this.silence = silence;
    this.clock = clock;
    this.lastPicture = clock.instant();
    this.dropped = meters.counter("alpr.ingest.dropped", "source", name, "camera", cameraId);
    Gauge.builder("alpr.ingest.silence", this, source -> source.silentFor().toMillis() / 1000.0)
        .baseUnit("seconds")
        .tags("source", name, "camera", cameraId)
        .register(meters);
    this.reader = thread("read", this::read);
    this.submitter = thread("submit", this::submit);
    this.watchdog = thread("watch", this::watch);
  }

  private Thread thread(String task, Runnable work) {
    Thread thread = new Thread(work, task + "-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts and returns at once. */
  public void start() {
    reader.start();
    submitter.start();
    watchdog.start();
  }

  /** Down while the camera is silent. */
  public HealthState health() {
    Duration silent = silentFor();
    return silent.compareTo(silence) < 0
        ? HealthState.up()
        : HealthState.down(
            "no picture for "
                + silent.toSeconds()
                + " s"
                + (trouble.isEmpty() ? "" : ": " + trouble));
  }

  /** How the stream broke, while no picture has come since; empty otherwise. */
  Optional<String> trouble() {
    return Optional.of(trouble).filter(text -> !text.isEmpty());
  }

  /** Counts since the start. */
  public Counts counts() {
    return new Counts(acceptedCount.sum(), refusedCount.sum(), droppedCount.sum());
  }

  private Duration silentFor() {
    return Duration.between(lastPicture, clock.instant());
  }

  private void read() {
    Duration pause = FIRST_PAUSE;
    while (!stopped()) {
      long before = sequence;
      String broke;
      try (PictureStream opened = opener.open()) {
        // Before it is asked whether to stop: close() does these two the other way round, so that
        // one of them always sees the other.
        current = new Opened(opened, clock.instant());
        while (!stopped()) {
          Optional<Picture> next = opened.next();
          if (next.isEmpty()) {
            break;
          }
          hold(next.get());
        }
        broke =
            opened == endedForSilence
                ? "the stream was open and gave no pictures"
                : "the camera ended the stream";
      } catch (IOException e) {
        broke = e.getMessage();
      }
      if (!stopped()) {
        trouble = broke;
        pause = sequence > before ? FIRST_PAUSE : pause;
        LOG.atWarn()
            .addKeyValue("source", name)
            .addKeyValue("camera", cameraId)
            .addKeyValue("retryInSeconds", pause.toSeconds())
            .log("Stream broke: {}", broke);
        await(pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    }
  }

  private void hold(Picture picture) {
    Instant now = clock.instant();
    lastPicture = now;
    trouble = "";
    Taken taken = new Taken(picture.jpeg(), sequence++, now);
    while (!held.offer(taken)) {
      // The newest picture is worth more than the oldest.
      if (held.poll() != null) {
        drop();
      }
    }
  }

  private void drop() {
    dropped.increment();
    droppedCount.increment();
  }

  private void submit() {
    String lastRefusal = "";
    while (!stopped()) {
      try {
        Taken taken = held.poll(100, TimeUnit.MILLISECONDS);
        if (taken != null) {
          lastRefusal = submit(taken, lastRefusal);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private String submit(Taken taken, String lastRefusal) {
    try {
      Outcome outcome =
          intake.submit(
              new Submission(
                  cameraId,
                  FrameSource.RTSP,
                  session + ":" + taken.sequence(),
                  taken.sequence(),
                  taken.at(),
                  taken.jpeg()));
      if (outcome instanceof Outcome.Refused refused) {
        refusedCount.increment();
        return sayOnce(refused.reason().label(), lastRefusal);
      }
      acceptedCount.increment();
      return "";
    } catch (TopicUnavailableException e) {
      drop();
      return sayOnce(e.away().words() + " unavailable", lastRefusal);
    } catch (KafkaException e) {
      // Refused for good, such as for missing rights, which an operator may give while this runs.
      drop();
      return sayOnce("broker refuses: " + e.getClass().getSimpleName(), lastRefusal);
    }
  }

  private String sayOnce(String reason, String last) {
    if (!reason.equals(last)) {
      LOG.atWarn()
          .addKeyValue("source", name)
          .addKeyValue("camera", cameraId)
          .addKeyValue("reason", reason)
          .log("Pictures of the stream do not come in");
    }
    return reason;
  }

  /** Ends a stream that hangs, so that the reader opens it again. */
  private void watch() {
    while (!stopped()) {
      await(Duration.ofMillis(Math.max(50, silence.toMillis() / 4)));
      Opened open = current;
      if (open != null && open.stream() != endedForSilence && hangs(open) && !stopped()) {
        endedForSilence = open.stream();
        open.stream().close();
      }
    }
  }

  /** A stream gets the whole time for its first picture, however long the camera was away. */
  private boolean hangs(Opened open) {
    Instant last = lastPicture;
    Instant since = open.at().isAfter(last) ? open.at() : last;
    return Duration.between(since, clock.instant()).compareTo(silence) >= 0;
  }

  private void await(Duration atMost) {
    try {
      stop.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  /** Stops, within about 5 seconds. May be called twice. */
  @Override
  public void close() {
    stop.countDown();
    Opened open = current;
    if (open != null) {
      open.stream().close();
    }
    for (Thread thread : new Thread[] {reader, submitter}) {
      try {
        thread.join(CLOSE_WITHIN.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
