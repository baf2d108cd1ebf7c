package org.alprstreams.recognition.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.alprstreams.recognition.plot.Chart.Point;
import org.junit.jupiter.api.Test;

class ChartTest {

  @Test
  void points_lie_where_their_values_say() {
    // Given: 100 by 100 pixels, whose lower left corner is at 52, 130
    Chart chart = new Chart("t", Axis.share("x"), Axis.share("y"), 100, 100);
    // When
    String svg = chart.line("a", List.of(Point.of(0, 0), new Point(0.5, 0.25, 0.2, 0.3))).render();
    // Then
    assertThat(svg)
        .contains("points=\"52,130 102,105\"")
        .contains("<line x1=\"102\" y1=\"110\" x2=\"102\" y2=\"100\"")
        .contains(">80</text>");
  }

  @Test
  void an_axis_may_run_backwards() {
    Axis axis = new Axis("brightness", 1, 0, List.of(0.05, 1.0), false);
    assertThat(axis.position(0.75)).isEqualTo(0.25);
    assertThat(axis.text(0.05)).isEqualTo("0.05");
    assertThat(axis.text(0.5)).isEqualTo("0.5");
    assertThat(axis.text(1)).isEqualTo("1");
  }

  @Test
  void an_axis_without_length_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Axis("nothing", 2, 2, List.of(), false));
  }

  @Test
  void names_are_text_and_shown_where_there_is_more_than_one() {
    Chart chart = new Chart("t", Axis.share("x"), Axis.share("y"), 100, 100);
    String svg =
        chart.line("a & b", List.of(Point.of(0, 0))).line("c", List.of(Point.of(1, 1))).render();
    assertThat(svg).contains("a &amp; b").contains(">c</text>");
  }
}
