package org.alprstreams.ingest.source;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.alprstreams.avro.FrameSource;
import org.alprstreams.ingest.frame.FrameIds;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.frame.Submission;
import org.alprstreams.ingest.image.ImageInspector;
import org.alprstreams.ingest.image.Inspection;
import org.alprstreams.ingest.image.Refusal;
import org.alprstreams.ingest.source.FolderListing.Entry;

/** Hands in the files of one folder for one camera, one after the other. For one thread. */
final class FolderSource {

  /** When a file's picture counts as taken. */
  enum CaptureTime {
    /** When it is handed in. */
    NOW,
    /** When the file was last modified, for cameras that drop files as they take them. */
    MODIFIED
  }

  private final String cameraId;
  private final CaptureTime captureTime;
  private final PatientIntake intake;
  private final ImageInspector inspector;
  private final ImportJournal journal;
  private final Clock clock;
  private long sequence;

  FolderSource(
      String cameraId,
      CaptureTime captureTime,
      PatientIntake intake,
      ImportJournal journal,
      Clock clock) {
    this.cameraId = cameraId;
    this.captureTime = captureTime;
    this.intake = intake;
    this.inspector = new ImageInspector(intake.intake().limits());
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Settles what the last run left in doubt: looks for that frame on its topic.
   *
   * @throws IOException if the journal cannot be written
   */
  void settleDoubt(FrameLookup lookup) throws IOException {
    Optional<ImportJournal.Doubt> doubt = journal.doubt();
    if (doubt.isPresent() && lookup.published(doubt.get().frameId(), doubt.get().capturedAt())) {
      journal.done(doubt.get().frameId(), "found");
    }
  }

  /**
   * Hands a file in, waiting for the broker if need be. A file that cannot be read is not counted
   * here, as it may be tried again.
   *
   * @return empty for a file that is no picture and does not claim to be
   * @throws IOException if the journal cannot be written
   * @throws InterruptedException if stopped before the broker answered
   */
  Optional<Outcome> submit(Entry entry, Progress progress)
      throws IOException, InterruptedException {
    if (journal.isDone(entry.key())) {
      return Optional.of(new Outcome.Duplicate(entry.key()));
    }
    Optional<Inspection.Refused> size = inspector.sizeRefusal(entry.bytes());
    if (size.isPresent()) {
      return refused(entry, size.get().reason(), size.get().message());
    }
    byte[] picture;
    try {
      picture = Files.readAllBytes(entry.file());
    } catch (IOException e) {
      // Only the kind: the message repeats the path.
      return Optional.of(
          new Outcome.Refused(
              Refusal.UNREADABLE,
              "The file cannot be read (" + e.getClass().getSimpleName() + "); check its rights"));
    }
    // Looked at before it is noted, so that the journal knows only what could be sent.
    if (inspector.inspect(picture) instanceof Inspection.Refused bad) {
      return refused(entry, bad.reason(), bad.message());
    }
    return Optional.of(send(entry, picture, progress));
  }

  /**
   * Forgets files that are gone, but for the newest.
   *
   * @param entries all files there are; none of them is no reason to forget any, as an empty folder
   *     may be one whose mount is away
   * @throws IOException if the journal cannot be written
   */
  void forgetGone(List<Entry> entries) throws IOException {
    if (!entries.isEmpty() && journal.isLong(entries.size())) {
      journal.forgetGone(entries.stream().map(Entry::key).collect(Collectors.toSet()));
    }
  }

  /** Counts a file that cannot be read. */
  void countUnreadable(Outcome.Refused refused) {
    intake.intake().refuse(cameraId, FrameSource.FOLDER, refused.reason(), refused.message());
  }

  private Outcome send(Entry entry, byte[] picture, Progress progress)
      throws IOException, InterruptedException {
    String identity = journal.generation() + FrameIds.contentHash(picture);
    long number = sequence++;
    Supplier<Submission> submission =
        () ->
            new Submission(
                cameraId, FrameSource.FOLDER, identity, number, capturedAt(entry), picture);
    String frameId = submission.get().frameId();
    if (journal.isDone(frameId)) {
      journal.done(frameId, entry.key());
      return new Outcome.Duplicate(frameId);
    }
    journal.sending(frameId, submission.get().capturedAt());
    Outcome outcome = intake.submit(submission, progress::say);
    if (!(outcome instanceof Outcome.Refused)) {
      journal.done(frameId, entry.key());
    }
    return outcome;
  }

  private Instant capturedAt(Entry entry) {
    return captureTime == CaptureTime.NOW
        ? clock.instant()
        : Instant.ofEpochMilli(entry.modifiedMillis());
  }

  private Optional<Outcome> refused(Entry entry, Refusal reason, String message) {
    boolean stray =
        reason == Refusal.NOT_AN_IMAGE
            || reason == Refusal.TOO_MANY_BYTES
            || reason == Refusal.EMPTY;
    return stray && !entry.claimsToBePicture()
        ? Optional.empty()
        : Optional.of(intake.intake().refuse(cameraId, FrameSource.FOLDER, reason, message));
  }
}
