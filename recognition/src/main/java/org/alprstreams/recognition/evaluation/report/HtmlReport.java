package org.alprstreams.recognition.evaluation.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.alprstreams.recognition.evaluation.EvaluationResult;
import org.alprstreams.recognition.plot.Markup;

/** One page that needs nothing else: style, charts and pictures are in it. */
public final class HtmlReport {

  private static final String STYLE = "report.css";

  private HtmlReport() {}

  /** The whole page. */
  public static String render(ReportHead head, EvaluationResult result) {
    String title = "How plates were read: " + Markup.escape(head.data());
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%1$s</title>
        <style>
        %2$s</style>
        </head>
        <body>
        <h1>%1$s</h1>
        %3$s%4$s%5$s</body>
        </html>
        """
        .formatted(
            title,
            style(),
            head(head, result),
            Sections.of(result).stream().map(HtmlReport::section).collect(Collectors.joining()),
            FailureGrid.html(result.outcomes()) + unreadable(result.unreadable()));
  }

  private static String head(ReportHead head, EvaluationResult result) {
    String circumstances =
        """
        <dl>
        <dt>Data</dt><dd>%s: %d images, %s</dd>
        <dt>Engine</dt><dd>%s %s; %s</dd>
        <dt>Machine</dt><dd>%s</dd>
        <dt>Date</dt><dd>%s</dd>
        </dl>
        """
            .formatted(
                Markup.escape(head.data()),
                result.images(),
                head.kind(),
                Markup.escape(result.engine().name()),
                Markup.escape(result.engine().version()),
                Markup.escape(head.settings()),
                Markup.escape(head.machine()),
                head.date());
    boolean pictures = result.outcomes().stream().anyMatch(outcome -> !outcome.exact());
    return (pictures
            ? "<p class=\"care\">This page holds photographs and plates: keep it as you keep the"
                + " photographs, and delete it when they are deleted.</p>\n"
            : "")
        + circumstances;
  }

  private static String section(Section section) {
    return "<h2>"
        + Markup.escape(section.title())
        + "</h2>\n"
        + (section.note().isEmpty() ? "" : "<p>" + Markup.escape(section.note()) + "</p>\n")
        + section.table().map(Table::html).orElse("")
        + (section.charts().isEmpty()
            ? ""
            : "<div class=\"charts\">\n" + String.join("", section.charts()) + "</div>\n");
  }

  private static String unreadable(List<String> lines) {
    return lines.isEmpty()
        ? ""
        : "<h2>Not read</h2>\n<ul>\n"
            + lines.stream()
                .map(line -> "<li>" + Markup.escape(line) + "</li>\n")
                .collect(Collectors.joining())
            + "</ul>\n";
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException(STYLE + " is missing beside " + HtmlReport.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(STYLE + " can't be read from the class path", e);
    }
  }
}
