package org.alprstreams.ingest.source;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.alprstreams.ingest.frame.FrameIntake;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.frame.Submission;
import org.alprstreams.ingest.frame.TopicUnavailableException;
import org.alprstreams.ingest.frame.TopicUnavailableException.Away;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands pictures in for sources that can wait: while broker or schema registry is away it tries
 * again, so nothing is lost and nothing piles up in memory. Stops waiting when told to.
 */
final class PatientIntake {

  private static final Logger LOG = LoggerFactory.getLogger(PatientIntake.class);

  private final FrameIntake intake;
  private final Duration pause;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * @param pause between two tries
   */
  PatientIntake(FrameIntake intake, Duration pause) {
    this.intake = intake;
    this.pause = pause;
  }

  /**
   * Submits until the broker has answered.
   *
   * @param submission made anew for each try, so that a picture taken "now" is not too old after an
   *     outage
   * @param say told once when broker or registry goes and once when it is back
   * @throws InterruptedException if stopped before the broker answered
   */
  Outcome submit(Supplier<Submission> submission, Consumer<String> say)
      throws InterruptedException {
    Optional<Away> waiting = Optional.empty();
    while (!stopped()) {
      try {
        Outcome outcome = intake.submit(submission.get());
        if (waiting.isPresent()) {
          LOG.atInfo().addKeyValue("waitedFor", waiting.get().label()).log("Going on");
          say.accept("The " + waiting.get().words() + " is back, going on");
        }
        return outcome;
      } catch (TopicUnavailableException e) {
        if (!waiting.equals(Optional.of(e.away()))) {
          waiting = Optional.of(e.away());
          LOG.atWarn()
              .addKeyValue("for", e.away().label())
              .addKeyValue("cause", e.getCause().getClass().getName())
              .log("Waiting for what is away");
          say.accept(e.getMessage() + " Waiting; nothing is lost.");
        }
        pause(pause);
      }
    }
    throw new InterruptedException("Stopped while waiting for broker or schema registry");
  }

  FrameIntake intake() {
    return intake;
  }

  /** Waits, but not longer than until {@link #stop()}. */
  void pause(Duration atMost) throws InterruptedException {
    stop.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  boolean stopped() {
    return stop.getCount() == 0;
  }

  void stop() {
    stop.countDown();
  }
}
