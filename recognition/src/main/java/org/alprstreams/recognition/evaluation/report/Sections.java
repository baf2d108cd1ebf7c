package org.alprstreams.recognition.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.alprstreams.recognition.evaluation.Alignment.Edit;
import org.alprstreams.recognition.evaluation.Calibration;
import org.alprstreams.recognition.evaluation.Confusions;
import org.alprstreams.recognition.evaluation.Confusions.Count;
import org.alprstreams.recognition.evaluation.EvaluationResult;
import org.alprstreams.recognition.evaluation.FalsePlates;
import org.alprstreams.recognition.evaluation.Figures;
import org.alprstreams.recognition.evaluation.Gate;
import org.alprstreams.recognition.evaluation.Score;
import org.alprstreams.recognition.evaluation.StageTimes.Stage;
import org.alprstreams.recognition.evaluation.StateFigures;
import org.alprstreams.recognition.evaluation.Times;
import org.alprstreams.recognition.evaluation.WidthBand;

/** The figures of an evaluation, section by section, in the order in which they are asked for. */
final class Sections {

  private static final int MOST_PAIRS = 24;

  private Sections() {}

  static List<Section> of(EvaluationResult result) {
    List<Section> sections = new ArrayList<>();
    sections.add(headline(result));
    if (result.figures().placed()) {
      sections.add(widths(result.widthBands()));
    }
    sections.add(gates(result));
    sections.add(calibration(result));
    sections.add(reliability(result));
    sections.add(confusions(result.confusions()));
    if (result.states().labelled() > 0) {
      sections.add(states(result.states()));
    }
    sections.add(times(result.times(), result.stages()));
    return sections;
  }

  private static Section headline(EvaluationResult result) {
    Figures figures = result.figures();
    Table table = new Table("figure", "value");
    table.row("labelled plates", String.valueOf(figures.scores().size()));
    table.row("found: any text", percent(figures.share(Score::found)));
    if (figures.placed()) {
      table.row("located: at the labelled place", percent(figures.share(Score::located)));
    }
    table
        .row("exact: most confident reading is the label", percent(figures.share(Score::exact)))
        .row("any reading is the label", percent(figures.share(Score::any)))
        .row("exact once look-alikes are folded", percent(figures.share(Score::lookAlike)))
        .row("precision: exact among found", percent(figures.precision()))
        .row("character error rate", String.format(Locale.ROOT, "%.3f", figures.errorRate()));
    int without = result.falsePlates().pictures();
    if (without > 0) {
      table.row(
          "false plates on %d pictures without a plate".formatted(without),
          String.valueOf(result.falsePlates().count()));
    }
    int placed = result.otherReadings().pictures();
    if (placed > 0) {
      table.row(
          "other readings: at no labelled plate, on %d pictures".formatted(placed),
          String.valueOf(result.otherReadings().count()));
    }
    return Section.of("Figures", "", table);
  }

  private static Section widths(List<WidthBand> bands) {
    Table table = new Table("plate's width, pixels", "plates", "found", "located", "exact");
    for (WidthBand band : bands) {
      table.row(
          band.name(),
          String.valueOf(band.images()),
          share(band.found(), band.images()),
          share(band.located(), band.images()),
          share(band.exact(), band.images()));
    }
    return Section.of("By width", "Widths are those of the labelled places.", table);
  }

  private static Section gates(EvaluationResult result) {
    Table table =
        new Table(
            "weakest character at least", "plates read", "share", "exact of these", "false plates");
    FalsePlates wrong = result.falsePlates();
    for (Gate gate : result.gates()) {
      table.row(
          String.format(Locale.ROOT, "%.2f", gate.threshold()),
          String.valueOf(gate.passed()),
          percent(gate.share()),
          share(gate.exact(), gate.passed()),
          wrong.pictures() == 0 ? "–" : String.valueOf(wrong.from(gate.threshold())));
    }
    return Section.of(
        "What a gate leaves",
        "Readings whose weakest character is less probable are thrown away. False plates are what"
            + " passes on pictures without a plate.",
        table);
  }

  private static Section calibration(EvaluationResult result) {
    Table table = new Table("probability of", "predictions", "expected calibration error");
    row(table, "a character", result.characterCalibration());
    row(table, "a plate: its weakest character", result.plateCalibration());
    row(table, "a plate: product of its characters", result.productCalibration());
    return Section.of(
        "Calibration",
        "Mean distance between the probability that is said and the share that is right, over "
            + Calibration.BINS
            + " bins of equal width. The weakest character's probability is an upper bound for the"
            + " plate, the product holds if characters err independently.",
        table,
        CalibrationCharts.reliability("Characters", result.characterCalibration()),
        CalibrationCharts.reliability("Plates, weakest character", result.plateCalibration()),
        CalibrationCharts.histogram("Plates by confidence", result.plateCalibration()));
  }

  private static void row(Table table, String name, Calibration calibration) {
    table.row(
        name,
        String.valueOf(calibration.count()),
        String.format(Locale.ROOT, "%.3f", calibration.error()));
  }

  private static Section reliability(EvaluationResult result) {
    Table table =
        new Table("said", "characters", "mean said", "right", "plates", "mean said", "right");
    for (int i = 0; i < Calibration.BINS; i++) {
      Calibration.Bin character = result.characterCalibration().bins().get(i);
      Calibration.Bin plate = result.plateCalibration().bins().get(i);
      table.row(
          String.format(Locale.ROOT, "%.1f–%.1f", character.from(), character.to()),
          String.valueOf(character.count()),
          character.count() == 0 ? "–" : percent(character.said()),
          character.count() == 0 ? "–" : percent(character.right()),
          String.valueOf(plate.count()),
          plate.count() == 0 ? "–" : percent(plate.said()),
          plate.count() == 0 ? "–" : percent(plate.right()));
    }
    return Section.of("Reliability", "Plates by their weakest character.", table);
  }

  private static Section confusions(Confusions confusions) {
    Table table = new Table("plate → reading", "times", "missed", "times", "added", "times");
    List<List<Count>> kinds =
        List.of(confusions.changed(), confusions.missed(), confusions.added());
    int rows = Math.min(MOST_PAIRS, kinds.stream().mapToInt(List::size).max().orElse(0));
    for (int i = 0; i < rows; i++) {
      List<String> cells = new ArrayList<>();
      for (List<Count> kind : kinds) {
        cells.add(i < kind.size() ? text(kind.get(i).edit()) : "");
        cells.add(i < kind.size() ? String.valueOf(kind.get(i).times()) : "");
      }
      table.row(cells.toArray(String[]::new));
    }
    return Section.of(
        "Confusions",
        "%d characters on plates that were read at least half right: %d changed, %d missed, %d added."
            .formatted(
                confusions.characters(),
                total(confusions.changed()),
                total(confusions.missed()),
                total(confusions.added())),
        table);
  }

  private static String text(Edit edit) {
    return switch (edit.kind()) {
      case MISSED -> String.valueOf(edit.truth());
      case ADDED -> String.valueOf(edit.read());
      default -> edit.truth() + " → " + edit.read();
    };
  }

  private static int total(List<Count> counts) {
    return counts.stream().mapToInt(Count::times).sum();
  }

  private static Section states(StateFigures states) {
    Table table =
        new Table("labelled", "stated", "right", "precision", "recall")
            .row(
                String.valueOf(states.labelled()),
                String.valueOf(states.stated()),
                String.valueOf(states.right()),
                states.stated() == 0 ? "–" : percent(states.precision()),
                percent(states.recall()));
    return Section.of("States", "An unknown state is not stated, which is no error.", table);
  }

  private static Section times(Times total, List<Stage> stages) {
    Table table = new Table("stage", "images", "median, ms", "95 % below, ms");
    stages.forEach(stage -> row(table, stage.name(), stage.times()));
    row(table, "whole image", total);
    return Section.of(
        "Time",
        "Of the images in which a stage ran; the whole image from opening the file on.",
        table);
  }

  private static void row(Table table, String name, Times times) {
    table.row(
        name,
        String.valueOf(times.millis().size()),
        times.isEmpty() ? "–" : String.format(Locale.ROOT, "%.1f", times.median()),
        times.isEmpty() ? "–" : String.format(Locale.ROOT, "%.1f", times.slow()));
  }

  private static String share(int part, int of) {
    return of == 0 ? "–" : percent(part / (double) of);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
