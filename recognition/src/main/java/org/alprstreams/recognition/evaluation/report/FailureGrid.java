package org.alprstreams.recognition.evaluation.report;

import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.alprstreams.recognition.evaluation.Alignment;
import org.alprstreams.recognition.evaluation.Alignment.Edit;
import org.alprstreams.recognition.evaluation.Outcome;
import org.alprstreams.recognition.evaluation.Reading;
import org.alprstreams.recognition.evaluation.Score;
import org.alprstreams.recognition.plot.Markup;

/**
 * The plates that were not read exactly, as cards. The worst come first: those the engine was most
 * sure of, since nothing but its confidence keeps a wrong reading from reaching a person. What was
 * not read at all comes last.
 */
final class FailureGrid {

  /** A page with more pictures is slow to open and nobody looks at them all. */
  private static final int MOST = 400;

  private FailureGrid() {}

  static String html(List<Outcome> outcomes) {
    List<Outcome> failures =
        outcomes.stream()
            .filter(outcome -> !outcome.exact())
            .sorted(Comparator.comparingDouble(FailureGrid::confidence).reversed())
            .toList();
    String note =
        failures.size() > MOST
            ? "The first %d of %d.".formatted(MOST, failures.size())
            : "%d in all.".formatted(failures.size());
    return "<h2>Failures</h2>\n<p>The surest ones first; not read at all last. "
        + note
        + "</p>\n<div class=\"grid\">\n"
        + failures.stream().limit(MOST).map(FailureGrid::card).collect(Collectors.joining())
        + "</div>\n";
  }

  private static double confidence(Outcome outcome) {
    return outcome.best().map(Reading::confidence).orElse(-1.0);
  }

  private static String card(Outcome outcome) {
    String picture =
        outcome
            .picture()
            .map(
                jpeg ->
                    "<img alt=\"\" loading=\"lazy\" src=\"data:image/jpeg;base64,%s\">"
                        .formatted(Base64.getEncoder().encodeToString(jpeg)))
            .orElse("<div class=\"none\">no picture</div>");
    String width =
        outcome
            .label()
            .place()
            .map(place -> String.format(Locale.ROOT, ", %.0f px", place.width()))
            .orElse("");
    return """
        <figure>%s<figcaption><code class="truth">%s</code> \
        <span class="what">label%s</span><br>%s<br>\
        <span class="what">%s</span></figcaption></figure>
        """
        .formatted(
            picture,
            Markup.escape(outcome.truth()),
            width,
            reading(outcome),
            Markup.escape(outcome.label().file()));
  }

  private static String reading(Outcome outcome) {
    return outcome
        .best()
        .map(
            best ->
                "<code>%s</code> <span class=\"what\">%.0f %%%s%s%s</span>"
                    .formatted(
                        marked(outcome.alignment().orElseThrow()),
                        100 * best.confidence(),
                        best.statesState() ? ", " + Markup.escape(best.state()) : "",
                        elsewhere(outcome, best) ? ", read elsewhere" : "",
                        outcome.score().any() ? ", also read right" : ""))
        .orElse("<span class=\"what\">nothing read</span>");
  }

  private static boolean elsewhere(Outcome outcome, Reading best) {
    return outcome
        .label()
        .place()
        .filter(place -> place.overlap(best.place()) < Score.OVERLAP)
        .isPresent();
  }

  /** The reading with what is wrong in it marked; a missed character shows as a low line. */
  private static String marked(Alignment alignment) {
    return alignment.edits().stream().map(FailureGrid::marked).collect(Collectors.joining());
  }

  private static String marked(Edit edit) {
    return switch (edit.kind()) {
      case SAME -> String.valueOf(edit.read());
      case MISSED -> "<b>_</b>";
      default -> "<b>" + edit.read() + "</b>";
    };
  }
}
