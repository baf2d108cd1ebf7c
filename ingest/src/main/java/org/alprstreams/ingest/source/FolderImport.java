package org.alprstreams.ingest.source;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.FrameSource;
import org.alprstreams.ingest.frame.FrameIds;
import org.alprstreams.ingest.frame.FrameIntake;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.source.FolderListing.Entry;
import org.alprstreams.ingest.source.FolderSource.CaptureTime;
import org.alprstreams.service.ExitCode;
import org.apache.kafka.common.KafkaException;

/** What {@code alpr ingest folder} does; also a configured source of the ingest application. */
public final class FolderImport {

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final PatientIntake intake;
  private final FrameLookup lookup;
  private final Path stateDirectory;
  private final Clock clock;
  private final boolean names;
  private final ImportReport report = new ImportReport();

  /**
   * What to import.
   *
   * @param folder the pictures; subfolders are not entered
   * @param cameraId the camera they are from
   * @param watch whether to go on with pictures that come later, until stopped
   * @param fileTime whether a picture was taken when its file was modified; otherwise when it is
   *     handed in
   * @param again whether to import what was imported before as new frames
   * @param settle when watching: how long a file must stay unchanged before it is read
   */
  public record Options(
      Path folder,
      String cameraId,
      boolean watch,
      boolean fileTime,
      boolean again,
      Duration settle) {

    /** Half a second: longer than programs pause while they write one picture. */
    public static final Duration USUAL_SETTLE = Duration.ofMillis(500);
  }

  /**
   * @param lookup finds out about the frame a killed run left in doubt
   * @param stateDirectory where journals are kept; must survive a restart
   */
  public FolderImport(FrameIntake frames, FrameLookup lookup, Path stateDirectory, Clock clock) {
    this(frames, lookup, stateDirectory, clock, true);
  }

  /**
   * As the other, and tells whether files may be named.
   *
   * @param names whether the summary names the files that did not come in; false for a log, as
   *     cameras put plates into file names
   */
  public FolderImport(
      FrameIntake frames, FrameLookup lookup, Path stateDirectory, Clock clock, boolean names) {
    this.intake = new PatientIntake(frames, RETRY);
    this.lookup = lookup;
    this.stateDirectory = stateDirectory;
    this.clock = clock;
    this.names = names;
  }

  /**
   * Imports, and prints a summary.
   *
   * @param out progress and summary
   * @param err what kept it from going on
   * @param terminal whether {@code out} is a terminal, which gets a bar
   * @return clean if every picture is in, now or from before
   */
  public ExitCode run(Options options, PrintStream out, PrintStream err, boolean terminal) {
    Path journalFile = journalFile(options);
    try (ImportJournal journal = ImportJournal.open(journalFile, options.again())) {
      FolderSource source =
          new FolderSource(
              options.cameraId(),
              options.fileTime() ? CaptureTime.MODIFIED : CaptureTime.NOW,
              intake,
              journal,
              clock);
      source.settleDoubt(lookup);
      return run(
          options, new FolderRun(options.folder(), source, intake, report), out, err, terminal);
    } catch (FolderException e) {
      err.println(e.getMessage());
    } catch (IOException e) {
      err.println(
          "The journal of this import cannot be used: "
              + e.getMessage()
              + ". Check the directory "
              + stateDirectory);
    } catch (KafkaException e) {
      err.println(
          "The broker refused for good ("
              + e.getClass().getSimpleName()
              + "); check rights on the topic and its largest message. What was accepted is kept");
    } catch (InterruptedException e) {
      err.println("Stopped. What was accepted is remembered; run it again to go on");
      report.print(out, names);
    }
    return ExitCode.FAILURE;
  }

  private ExitCode run(
      Options options, FolderRun run, PrintStream out, PrintStream err, boolean terminal)
      throws FolderException, IOException, InterruptedException {
    if (options.watch()) {
      try (Progress progress = Progress.on(out, "Watching", -1, terminal)) {
        run.watch(options.settle(), progress);
      }
      report.print(out, names);
      return ExitCode.CLEAN;
    }
    List<Entry> entries = FolderListing.of(options.folder());
    Optional<Outcome.Refused> camera;
    try (Progress progress = Progress.on(out, "Importing", entries.size(), terminal)) {
      camera = run.once(entries, progress);
    }
    report.print(out, names);
    if (camera.isPresent()) {
      err.println(camera.get().message());
      return ExitCode.FAILURE;
    }
    if (intake.stopped()) {
      err.println("Stopped. What was accepted is remembered; run it again to go on");
      return ExitCode.FAILURE;
    }
    if (report.duplicates() > 0 && report.accepted() == 0) {
      out.println("Everything was imported before; to import it as new frames add --again");
    }
    return report.anyRefused() ? ExitCode.FAILURE : ExitCode.CLEAN;
  }

  private Path journalFile(Options options) {
    String id =
        FrameIds.of(
            options.cameraId(),
            FrameSource.FOLDER,
            options.folder().toAbsolutePath().normalize().toString());
    return stateDirectory.resolve("imports").resolve(id + ".journal");
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
