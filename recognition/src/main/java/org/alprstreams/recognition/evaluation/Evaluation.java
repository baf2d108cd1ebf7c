package org.alprstreams.recognition.evaluation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.alprstreams.recognition.classical.ClassicalOptions;
import org.alprstreams.recognition.classical.ClassicalPlateReader;
import org.alprstreams.recognition.image.FrameDecoder;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.image.UndecodableFrameException;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;

/**
 * Reads a folder of images one after another on one thread, writes what was read as CSV and, where
 * there are labels, prints how right it was.
 */
public final class Evaluation {

  private static final String HEADER = "file,plate,confidence,x,y,width,height,millis";
  private static final long MAX_PIXELS = 100_000_000;

  private final EvaluationOptions options;
  private final PlateReader reader;
  private final FrameDecoder decoder = new FrameDecoder(MAX_PIXELS);
  private final PrintStream out;
  private final Map<String, List<Reading>> readings = new LinkedHashMap<>();
  private final List<Double> millis = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  private Evaluation(EvaluationOptions options, PlateReader reader, PrintStream out) {
    this.options = options;
    this.reader = reader;
    this.out = out;
  }

  /**
   * Evaluates the default engine.
   *
   * @param options what to evaluate
   * @param out where the figures go; progress goes to the error stream, and only to a terminal
   * @throws IOException when the folder or the labels can't be read, or the readings not written. A
   *     single image that can't be read is reported and counts as not found
   */
  public static void run(EvaluationOptions options, PrintStream out) throws IOException {
    try (PlateReader reader = new ClassicalPlateReader(ClassicalOptions.defaults(1))) {
      run(options, reader, out);
    }
  }

  /** Evaluates any reader; the caller closes it. */
  public static void run(EvaluationOptions options, PlateReader reader, PrintStream out)
      throws IOException {
    new Evaluation(options, reader, out).run();
  }

  private void run() throws IOException {
    List<Label> labels =
        options.labels().isPresent() ? Labels.read(options.labels().get()) : List.of();
    List<String> files =
        labels.isEmpty() ? images() : labels.stream().map(Label::file).distinct().toList();
    if (files.isEmpty()) {
      throw new IOException("There is no .jpg, .jpeg or .png file in " + options.directory());
    }
    try (BufferedWriter csv = Files.newBufferedWriter(options.readings(), StandardCharsets.UTF_8);
        Progress progress = Progress.over(files.size())) {
      csv.write(HEADER + "\n");
      for (String file : files) {
        read(file, csv);
        progress.step();
      }
    }
    report(labels);
  }

  private void read(String file, BufferedWriter csv) throws IOException {
    long started = System.nanoTime();
    List<Reading> found = List.of();
    Optional<String> problem = Optional.empty();
    try {
      FrameImage image = decoder.decode(Files.readAllBytes(options.directory().resolve(file)));
      List<Look> looks = options.crops() ? reader.readCrop(image) : reader.read(image);
      found = looks.stream().map(Reading::of).toList();
    } catch (UndecodableFrameException e) {
      problem = Optional.of(e.getMessage());
    } catch (IOException e) {
      problem = Optional.of("The file can't be read: " + e.getClass().getSimpleName());
    }
    double took = (System.nanoTime() - started) / 1e6;
    readings.put(file, found);
    problem.ifPresentOrElse(text -> unreadable.add(file + ": " + text), () -> millis.add(took));
    if (problem.isEmpty() && found.isEmpty()) {
      csv.write(Reading.emptyRow(file, took) + "\n");
    }
    for (Reading reading : found) {
      csv.write(reading.row(file, took) + "\n");
    }
  }

  private void report(List<Label> labels) {
    unreadable.forEach(line -> out.println("not an image: " + line));
    out.printf(
        Locale.ROOT,
        "%d images, %d unreadable, %d plates read by %s %s%n",
        readings.size(),
        unreadable.size(),
        readings.values().stream().mapToInt(List::size).sum(),
        reader.engine().name(),
        reader.engine().version());
    String figures =
        new Figures(
                labels.stream().map(label -> Score.of(label, readings.get(label.file()))).toList(),
                millis)
            .line();
    if (!figures.isEmpty()) {
      out.println(figures);
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
