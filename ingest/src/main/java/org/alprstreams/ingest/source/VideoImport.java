package org.alprstreams.ingest.source;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.alprstreams.avro.FrameSource;
import org.alprstreams.ingest.frame.FrameIntake;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.frame.Submission;
import org.alprstreams.ingest.image.Refusal;
import org.alprstreams.ingest.video.Picture;
import org.alprstreams.ingest.video.PictureStream;
import org.alprstreams.ingest.video.VideoFiles;
import org.alprstreams.service.ExitCode;
import org.apache.kafka.common.KafkaException;

/**
 * What {@code alpr ingest video} does. Pictures go in no faster than they were filmed, so that
 * their capture times, start plus position, are never ahead of the clock.
 */
public final class VideoImport {

  private static final Duration RETRY = Duration.ofSeconds(1);

  /** How far capture times may fall behind the clock when decoding is slow: the window's tenth. */
  private static final Duration MOST_LAG = Duration.ofMinutes(1);

  private final PatientIntake intake;
  private final VideoFiles videos;
  private final Clock clock;
  private final ImportReport report = new ImportReport();

  /**
   * What to import.
   *
   * @param video the file
   * @param cameraId the camera it is from
   * @param framesPerSecond how many pictures of each second of video, more than 0
   */
  public record Options(Path video, String cameraId, double framesPerSecond) {

    public Options {
      if (!(framesPerSecond > 0) || framesPerSecond > 60) {
        throw new IllegalArgumentException(
            "Pictures per second are more than 0 and at most 60, not " + framesPerSecond);
      }
    }
  }

  /** An import that has not started. */
  public VideoImport(FrameIntake frames, VideoFiles videos, Clock clock) {
    this.intake = new PatientIntake(frames, RETRY);
    this.videos = videos;
    this.clock = clock;
  }

  /**
   * Imports, and prints a summary.
   *
   * @return clean if every picture is in
   */
  public ExitCode run(Options options, PrintStream out, PrintStream err, boolean terminal) {
    try (PictureStream pictures = videos.open(options.video(), options.framesPerSecond());
        Progress progress = Progress.on(out, "Importing", -1, terminal)) {
      Optional<Outcome.Refused> camera = handIn(options, pictures, progress);
      if (camera.isPresent()) {
        err.println(camera.get().message());
        return ExitCode.FAILURE;
      }
    } catch (IOException e) {
      err.println(e.getMessage());
      report.print(out, true);
      return ExitCode.FAILURE;
    } catch (KafkaException e) {
      err.println(
          "The broker refused for good ("
              + e.getClass().getSimpleName()
              + "); check rights on the topic and its largest message");
      return ExitCode.FAILURE;
    } catch (InterruptedException e) {
      err.println("Stopped");
    }
    report.print(out, true);
    return report.anyRefused() || intake.stopped() ? ExitCode.FAILURE : ExitCode.CLEAN;
  }

  private Optional<Outcome.Refused> handIn(
      Options options, PictureStream pictures, Progress progress)
      throws IOException, InterruptedException {
    String video = identity(options.video());
    Instant start = clock.instant();
    long sequence = 0;
    for (Optional<Picture> next = pictures.next();
        next.isPresent() && !intake.stopped();
        next = pictures.next()) {
      Picture picture = next.get();
      // After an outage of the broker the rest of the video counts from its return.
      start = later(start, clock.instant().minus(MOST_LAG).minus(picture.position()));
      waitUntil(start.plus(picture.position()));
      Outcome outcome = submit(options, video, picture, start, sequence++, progress);
      if (outcome instanceof Outcome.Refused refused && isCamera(refused.reason())) {
        return Optional.of(refused);
      }
      report.add("at " + picture.position().toMillis() + " ms", outcome);
      progress.step();
    }
    return Optional.empty();
  }

  private Outcome submit(
      Options options, String video, Picture picture, Instant start, long sequence, Progress say)
      throws InterruptedException {
    return intake.submit(
        () ->
            new Submission(
                options.cameraId(),
                FrameSource.VIDEO,
                video + ":" + picture.position().toMillis(),
                sequence,
                later(start.plus(picture.position()), clock.instant().minus(MOST_LAG)),
                picture.jpeg()),
        say::say);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void waitUntil(Instant capturedAt) throws InterruptedException {
    // Again and again, as one wait may end a little early.
    for (Duration ahead = Duration.between(clock.instant(), capturedAt);
        !ahead.isNegative() && !ahead.isZero() && !intake.stopped();
        ahead = Duration.between(clock.instant(), capturedAt)) {
      intake.pause(ahead);
    }
  }

  /** The run's identity of a file: hashing gigabytes would take longer than to decode them. */
  private static String identity(Path video) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(video, BasicFileAttributes.class);
    return video.getFileName() + ":" + attributes.size() + ":" + attributes.lastModifiedTime();
  }

  private static boolean isCamera(Refusal reason) {
    return reason == Refusal.UNKNOWN_CAMERA || reason == Refusal.INACTIVE_CAMERA;
  }

  /** What came of it so far. */
  public ImportReport report() {
    return report;
  }

  /** Ends a running import after the picture it is at. From any thread. */
  public void stop() {
    intake.stop();
  }
}
