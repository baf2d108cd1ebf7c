package org.alprstreams.recognition.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.recognition.evaluation.StageTimes.Stage;
import org.alprstreams.recognition.reader.Engine;

/**
 * What an evaluation found out.
 *
 * @param engine who read
 * @param images files that were to be read
 * @param labelNotes what the labels say that does not count
 * @param unreadable a line for each file that could not be read: its name and what was wrong
 * @param plates plates read in all images
 * @param outcomes one for each labelled plate, in the order of the images; none without labels
 * @param falsePlates readings on pictures labelled to show no plate
 * @param otherReadings readings at no labelled place
 * @param times from opening the file to the last plate read, for each image
 * @param stages parts of that time, as far as the engine tells
 */
public record EvaluationResult(
    Engine engine,
    int images,
    List<String> labelNotes,
    List<String> unreadable,
    int plates,
    List<Outcome> outcomes,
    FalsePlates falsePlates,
    OtherReadings otherReadings,
    Times times,
    List<Stage> stages) {

  /**
   * The gate that the summary names: half-way between reading all and reading only what is sure.
   */
  private static final double SUMMARY_GATE = 0.8;

  public EvaluationResult {
    labelNotes = List.copyOf(labelNotes);
    unreadable = List.copyOf(unreadable);
    outcomes = List.copyOf(outcomes);
    stages = List.copyOf(stages);
  }

  /** The headline. */
  public Figures figures() {
    return new Figures(outcomes.stream().map(Outcome::score).toList(), times);
  }

  /** Exact readings by the plate's width. */
  public List<WidthBand> widthBands() {
    return WidthBand.table(outcomes);
  }

  /** Which characters are taken for which. */
  public Confusions confusions() {
    return Confusions.of(outcomes);
  }

  /** Whether a character's probability is what it says. */
  public Calibration characterCalibration() {
    return Calibration.of(Prediction.characters(outcomes));
  }

  /** Whether the weakest character's probability says how often a plate is right. */
  public Calibration plateCalibration() {
    return Calibration.of(Prediction.byWeakest(outcomes));
  }

  /** Whether the product of the characters' probabilities says how often a plate is right. */
  public Calibration productCalibration() {
    return Calibration.of(Prediction.byProduct(outcomes));
  }

  /** What gates on the weakest character leave. */
  public List<Gate> gates() {
    return Gate.table(outcomes);
  }

  /** How states are named. */
  public StateFigures states() {
    return StateFigures.of(outcomes);
  }

  /** A few lines for a terminal. */
  public String summary() {
    Stream<Stream<String>> head =
        Stream.of(
            labelNotes.stream().map(line -> "labels: " + line),
            unreadable.stream().map(line -> "not read: " + line),
            Stream.of(
                "%d images, %d unreadable, %d plates read by %s %s"
                    .formatted(images, unreadable.size(), plates, engine.name(), engine.version()),
                figures().line(),
                stageLine()));
    Stream<String> scored =
        outcomes.isEmpty() ? Stream.empty() : Stream.of(confidenceLine(), stateLine());
    return Stream.of(
            head.flatMap(lines -> lines), scored, Stream.of(falsePlateLine(), otherReadingLine()))
        .flatMap(lines -> lines)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private String stageLine() {
    return stages.isEmpty()
        ? ""
        : stages.stream()
            .map(
                stage ->
                    String.format(Locale.ROOT, "%s=%.1f", stage.name(), stage.times().median()))
            .collect(Collectors.joining(" ", "median millis by stage: ", ""));
  }

  private String falsePlateLine() {
    return falsePlates.pictures() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "false plates: %d on %d pictures without a plate; gate %.2f passes %d",
            falsePlates.count(),
            falsePlates.pictures(),
            SUMMARY_GATE,
            falsePlates.from(SUMMARY_GATE));
  }

  private String otherReadingLine() {
    return otherReadings.pictures() == 0
        ? ""
        : "other readings: %d at no labelled plate, on %d pictures whose labels have places"
            .formatted(otherReadings.count(), otherReadings.pictures());
  }

  private String confidenceLine() {
    Gate gate = Gate.of(SUMMARY_GATE, outcomes);
    return String.format(
        Locale.ROOT,
        "calibration error: characters %.3f, plates %.3f; gate %.2f passes %.1f%%, %.1f%% of it"
            + " exact",
        characterCalibration().error(),
        plateCalibration().error(),
        gate.threshold(),
        100 * gate.share(),
        100 * gate.precision());
  }

  private String stateLine() {
    StateFigures states = states();
    return states.labelled() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "states: %d of %d stated, precision=%.1f%% recall=%.1f%%",
            states.stated(),
            states.labelled(),
            100 * states.precision(),
            100 * states.recall());
  }
}
