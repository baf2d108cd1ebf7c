package org.alprstreams.recognition.evaluation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.alprstreams.recognition.image.FrameDecoder;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.image.UndecodableFrameException;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;

/**
 * Reads a folder of images one after another on one thread, writes what was read as CSV and, where
 * there are labels, works out how right it was. The first few are read twice, and timed the second
 * time.
 */
public final class Evaluation {

  private static final String HEADER = "file,plate,confidence,x,y,width,height,millis";
  private static final String DECODE = "decode";

  /**
   * Images read once before any is timed. A program that has just started is still being compiled
   * and takes up to twice as long; cameras send for weeks.
   */
  private static final int WARM_UP = 20;

  private final EvaluationOptions options;
  private final PlateReader reader;
  private final StageTimes stages;
  private final FrameDecoder decoder;
  private final Tally tally;
  private final List<Double> millis = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private int plates;

  private Evaluation(EvaluationOptions options, PlateReader reader, StageTimes stages) {
    this.options = options;
    this.reader = reader;
    this.stages = stages;
    this.decoder = new FrameDecoder(options.maxPixels());
    this.tally = new Tally(options.crops(), options.pictures());
  }

  /**
   * Evaluates a reader; the caller closes it. Progress goes to the error stream, and only to a
   * terminal.
   *
   * @param options what to evaluate
   * @param reader an engine that tells its times to {@code stages}
   * @param stages fresh
   * @throws IOException when the folder or the labels can't be read, there is no label or no
   *     picture that can be read, or the readings can't be written. A single image that can't be
   *     read, or on which the engine fails, is reported and its plates count as not found
   */
  public static EvaluationResult run(
      EvaluationOptions options, PlateReader reader, StageTimes stages) throws IOException {
    return new Evaluation(options, reader, stages).run();
  }

  private EvaluationResult run() throws IOException {
    Labels read = options.labels().isPresent() ? Labels.read(options.labels().get()) : Labels.NONE;
    Map<String, List<Label>> labels = read.byImage();
    List<String> files = labels.isEmpty() ? images() : List.copyOf(labels.keySet());
    if (files.isEmpty()) {
      throw new IOException("There is no .jpg, .jpeg or .png file in " + options.directory());
    }
    warmUp(files.subList(0, Math.min(WARM_UP, files.size())));
    try (BufferedWriter csv = Files.newBufferedWriter(options.readings(), StandardCharsets.UTF_8);
        Progress progress = Progress.over(files.size())) {
      csv.write(HEADER + "\n");
      for (String file : files) {
        read(file, labels.getOrDefault(file, List.of()), csv);
        progress.step();
      }
    }
    if (unreadable.size() == files.size()) {
      throw new IOException(
          "None of %d pictures in %s could be read, so nothing was measured. The first is %s."
                  .formatted(files.size(), options.directory(), unreadable.get(0))
              + " Labels name pictures as they are called in that folder");
    }
    return new EvaluationResult(
        reader.engine(),
        files.size(),
        read.notes(),
        unreadable,
        plates,
        tally.outcomes(),
        tally.falsePlates(),
        tally.otherReadings(),
        new Times(millis),
        stages.stages());
  }

  private void warmUp(List<String> files) {
    for (String file : files) {
      try {
        looks(decode(file));
      } catch (UndecodableFrameException | IOException | RuntimeException e) {
        // Reported when its turn comes.
      }
    }
    stages.forget();
  }

  private List<Look> looks(FrameImage image) {
    return options.crops() ? reader.readCrop(image) : reader.read(image);
  }

  private void read(String file, List<Label> labels, BufferedWriter csv) throws IOException {
    long started = System.nanoTime();
    Optional<FrameImage> image = Optional.empty();
    List<Reading> found;
    try {
      image = Optional.of(decode(file));
      found = looks(image.get()).stream().map(Reading::of).toList();
    } catch (UndecodableFrameException | IOException | RuntimeException e) {
      // One picture out of thousands must not take hours of measuring with it.
      stages.forget();
      unreadable.add(file + ": " + reason(e));
      tally.unreadable(labels, image);
      return;
    }
    double took = (System.nanoTime() - started) / 1e6;
    millis.add(took);
    stages.imageDone();
    plates += found.size();
    tally.read(labels, found, image.get());
    write(file, found, took, csv);
  }

  /** Kinds only: messages of an engine or a file system may hold a plate or a path. */
  private static String reason(Exception failure) {
    if (failure instanceof UndecodableFrameException) {
      return failure.getMessage();
    }
    boolean file = failure instanceof IOException || failure instanceof InvalidPathException;
    return (file ? "The file can't be read: " : "The engine failed: ")
        + failure.getClass().getSimpleName();
  }

  private FrameImage decode(String file) throws IOException, UndecodableFrameException {
    long started = System.nanoTime();
    FrameImage image = decoder.decode(Files.readAllBytes(options.directory().resolve(file)));
    stages.record(DECODE, System.nanoTime() - started);
    return image;
  }

  private static void write(String file, List<Reading> found, double took, BufferedWriter csv)
      throws IOException {
    if (found.isEmpty()) {
      csv.write(Reading.emptyRow(file, took) + "\n");
    }
    for (Reading reading : found) {
      csv.write(reading.row(file, took) + "\n");
    }
  }

  private List<String> images() throws IOException {
    try (Stream<Path> files = Files.list(options.directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png)"))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  /** A progress bar on a terminal, nothing elsewhere. */
  private static final class Progress implements AutoCloseable {

    private final Optional<ProgressBar> bar;

    private Progress(Optional<ProgressBar> bar) {
      this.bar = bar;
    }

    static Progress over(int images) {
      return new Progress(
          System.console() == null
              ? Optional.empty()
              : Optional.of(
                  new ProgressBarBuilder()
                      .setTaskName("Reading")
                      .setUnit(" images", 1)
                      .setInitialMax(images)
                      .build()));
    }

    void step() {
      bar.ifPresent(ProgressBar::step);
    }

    @Override
    public void close() {
      bar.ifPresent(ProgressBar::close);
    }
  }
}
