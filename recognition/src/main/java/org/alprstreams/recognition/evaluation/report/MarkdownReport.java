package org.alprstreams.recognition.evaluation.report;

import java.util.stream.Collectors;
import org.alprstreams.recognition.evaluation.EvaluationResult;

/** Figures only, no plate and no file name: fit to be published. */
public final class MarkdownReport {

  private MarkdownReport() {}

  /** The whole report. */
  public static String render(ReportHead head, EvaluationResult result) {
    return "# How plates were read\n\n"
        + "%s (%s, %d images) by %s %s; %s; %s; %s.\n"
            .formatted(
                head.data(),
                head.kind(),
                result.images(),
                result.engine().name(),
                result.engine().version(),
                head.settings(),
                head.machine(),
                head.date())
        + Sections.of(result).stream().map(MarkdownReport::section).collect(Collectors.joining());
  }

  private static String section(Section section) {
    return "\n## "
        + section.title()
        + "\n\n"
        + (section.note().isEmpty() ? "" : section.note() + "\n\n")
        + section.table().map(Table::markdown).orElse("");
  }
}
