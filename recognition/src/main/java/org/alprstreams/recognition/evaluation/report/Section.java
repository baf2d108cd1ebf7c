package org.alprstreams.recognition.evaluation.report;

import java.util.List;
import java.util.Optional;

/**
 * A part of a report that holds no plate.
 *
 * @param title heading
 * @param note a sentence or two on how to read it; may be empty
 * @param table the figures
 * @param charts SVG elements, shown in HTML only
 */
record Section(String title, String note, Optional<Table> table, List<String> charts) {

  static Section of(String title, String note, Table table, String... charts) {
    return new Section(title, note, Optional.of(table), List.of(charts));
  }
}
