package org.alprstreams.ingest.source;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alprstreams.ingest.frame.FrameIntake;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.video.Ffmpeg;
import org.alprstreams.ingest.video.StreamUrl;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.health.HealthState;

/**
 * What {@code alpr ingest rtsp} does: takes one live stream in until stopped, and prints now and
 * then what became of its pictures. Runs once.
 */
public final class StreamRun {

  private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

  private final FrameIntake frames;
  private final StreamSource.Opener opener;
  private final Options options;
  private final Clock clock;
  private final MeterRegistry meters;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * What to take in.
   *
   * @param cameraId the camera the stream is from
   * @param silence a stream that gives no picture for so long is opened again
   * @param every how often a line of counts is printed, more than nothing
   */
  public record Options(String cameraId, Duration silence, Duration every) {

    /** Fifteen seconds of silence, a line every five. */
    public static Options usual(String cameraId) {
      return new Options(cameraId, Duration.ofSeconds(15), Duration.ofSeconds(5));
    }

    public Options {
      if (every.isNegative() || every.isZero()) {
        throw new IllegalArgumentException("Counts are printed every so often, not " + every);
      }
    }
  }

  /**
   * A run that has not started.
   *
   * @param opener opens the stream, see {@link #opener}
   */
  public StreamRun(
      FrameIntake frames,
      StreamSource.Opener opener,
      Options options,
      Clock clock,
      MeterRegistry meters) {
    this.frames = frames;
    this.opener = opener;
    this.options = options;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Opens a URL with the ffmpeg that is installed.
   *
   * @param program ffmpeg's name on the PATH or its full path
   * @param framesPerSecond how many pictures a second, more than 0 and at most 60
   * @throws IllegalArgumentException if ffmpeg cannot be run, or there are too many or too few
   *     pictures; the message does not name the URL
   */
  public static StreamSource.Opener opener(String program, StreamUrl url, double framesPerSecond) {
    if (!(framesPerSecond > 0) || framesPerSecond > 60) {
      throw new IllegalArgumentException(
          "Pictures per second are more than 0 and at most 60, not " + framesPerSecond);
    }
    Ffmpeg ffmpeg =
        Ffmpeg.find(program)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Streams need ffmpeg, and '"
                            + program
                            + "' cannot be run; install it (Debian: apt-get install ffmpeg) or set"
                            + " alpr.ingest.ffmpeg to its path"));
    return () -> ffmpeg.camera(url, framesPerSecond);
  }

  /**
   * Takes the stream in until {@link #stop} is called. A stream that breaks is opened again, as
   * often as it takes.
   *
   * @param out a line of counts every so often, and a last one
   * @param err what kept it from starting
   * @return clean if at least one picture came in; a failure if none did, or if the camera's
   *     pictures would not be taken
   */
  public ExitCode run(PrintStream out, PrintStream err) {
    try {
      Optional<Outcome.Refused> refused = frames.cameraRefusal(options.cameraId());
      if (refused.isPresent()) {
        err.println(refused.get().message());
        return ExitCode.FAILURE;
      }
      return take(out, err);
    } finally {
      ended.countDown();
    }
  }

  private ExitCode take(PrintStream out, PrintStream err) {
    StreamSource source =
        new StreamSource(
            options.cameraId(),
            options.cameraId(),
            opener,
            frames,
            options.silence(),
            clock,
            meters);
    try (source) {
      source.start();
      while (!stop.await(options.every().toNanos(), TimeUnit.NANOSECONDS)) {
        out.println(line(source));
      }
    } catch (InterruptedException e) {
      // The same wish as stop(), by other means.
      Thread.currentThread().interrupt();
    }
    out.println("Stopped. " + line(source));
    if (source.counts().accepted() > 0) {
      return ExitCode.CLEAN;
    }
    err.println("No picture came in");
    return ExitCode.FAILURE;
  }

  private String line(StreamSource source) {
    StreamSource.Counts counts = source.counts();
    HealthState health = source.health();
    // What broke is said at once, not only when the silence has become long.
    String trouble =
        health.level() == HealthState.Level.UP ? source.trouble().orElse("") : health.detail();
    return options.cameraId()
        + ": accepted "
        + counts.accepted()
        + ", refused "
        + counts.refused()
        + ", dropped "
        + counts.dropped()
        + (trouble.isEmpty() ? "" : "; " + trouble);
  }

  /**
   * Ends a run and waits until it has ended, at most 8 seconds. From any thread but the one that
   * runs, such as a shutdown hook; may be called twice.
   */
  public void stop() {
    stop.countDown();
    try {
      ended.await(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
