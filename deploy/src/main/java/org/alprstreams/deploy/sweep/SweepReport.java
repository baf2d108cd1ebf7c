package org.alprstreams.deploy.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.alprstreams.recognition.plot.Axis;
import org.alprstreams.recognition.plot.Chart;
import org.alprstreams.recognition.plot.Chart.Point;
import org.alprstreams.recognition.reader.Engine;

/** Writes {@code robustness.md} and a chart for each sweep beside it. */
public final class SweepReport {

  /** The page; its charts lie beside it. */
  public static final String FILE = "robustness.md";

  private static final double WIDTH = 520;
  private static final double HEIGHT = 220;

  private SweepReport() {}

  /**
   * Writes the report; files of the same names are overwritten.
   *
   * @param directory made if missing
   */
  public static void write(Path directory, SweepResult result) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(FILE), markdown(result), StandardCharsets.UTF_8);
    for (Map.Entry<Sweep, List<SweepResult.Step>> sweep : result.steps().entrySet()) {
      Files.writeString(
          directory.resolve(sweep.getKey().fileName()),
          chart(sweep.getKey(), sweep.getValue(), result.engines()),
          StandardCharsets.UTF_8);
    }
  }

  static String markdown(SweepResult result) {
    return """
        # How far reading can be pushed

        Made by `./alpr sweep` (seed %d). Each step is %d frames of %d by %d pixels, drawn by the \
        simulation: one vehicle with one plate of the styles in turn, sensor noise, JPEG of quality \
        0.85. One thing at a time is made harder; the others stay at a plate of %.0f pixels' width, \
        square on, sharp, in full light. The same vehicles, plates and streets are used at every step. \
        The whole frame is searched, and a frame counts as exact when the most confident reading is \
        the plate, as wrong when it is something else. The bars and the brackets are 95 %% intervals \
        (Wilson).

        Drawn plates are cleaner than real ones: read the slopes and the places where they fall, \
        and compare engines; for shares that hold on a street, measure photographs.

        Engines: %s.
        """
            .formatted(
                result.seed(),
                result.samples(),
                Camera.WIDTH,
                Camera.HEIGHT,
                Conditions.GOOD.plateWidth(),
                result.engines().stream()
                    .map(engine -> engine.name() + " " + engine.version())
                    .collect(Collectors.joining(", ")))
        + result.steps().entrySet().stream()
            .map(sweep -> section(sweep.getKey(), sweep.getValue(), result.engines()))
            .collect(Collectors.joining());
  }

  private static String section(Sweep sweep, List<SweepResult.Step> steps, List<Engine> engines) {
    StringBuilder text = new StringBuilder();
    text.append(
        "\n## %s\n\n![%s](%s)\n\n".formatted(sweep.title(), sweep.title(), sweep.fileName()));
    text.append("| ").append(sweep.axis().label());
    engines.forEach(
        engine -> text.append(" | %1$s exact, %% | %1$s wrong, %%".formatted(engine.name())));
    text.append(" |\n| ---: |").append(" ---: | ---: |".repeat(engines.size())).append('\n');
    for (SweepResult.Step step : steps) {
      text.append("| ").append(number(step.value()));
      engines.forEach(engine -> text.append(" | ").append(cells(step.tallies().get(engine))));
      text.append(" |\n");
    }
    return text.toString();
  }

  private static String cells(Tally tally) {
    Interval exact = Interval.wilson(tally.exact(), tally.samples());
    return String.format(
        Locale.ROOT,
        "%.0f (%.0f–%.0f) | %.0f",
        100 * exact.share(),
        100 * exact.low(),
        100 * exact.high(),
        100.0 * tally.wrong() / tally.samples());
  }

  private static String chart(Sweep sweep, List<SweepResult.Step> steps, List<Engine> engines) {
    Chart chart = new Chart(sweep.title(), sweep.axis(), Axis.share("exact, %"), WIDTH, HEIGHT);
    for (Engine engine : engines) {
      chart.line(engine.name(), steps.stream().map(step -> point(step, engine)).toList());
    }
    return chart.render();
  }

  private static Point point(SweepResult.Step step, Engine engine) {
    Tally tally = step.tallies().get(engine);
    Interval exact = Interval.wilson(tally.exact(), tally.samples());
    return new Point(step.value(), exact.share(), exact.low(), exact.high());
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }
}
