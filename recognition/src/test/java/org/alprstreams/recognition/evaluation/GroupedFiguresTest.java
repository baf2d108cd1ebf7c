package org.alprstreams.recognition.evaluation;

import static org.alprstreams.recognition.evaluation.Alignment.Edit.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.alprstreams.recognition.evaluation.Alignment.Edit;
import org.alprstreams.recognition.evaluation.Alignment.Kind;
import org.alprstreams.recognition.evaluation.Confusions.Count;
import org.alprstreams.recognition.reader.Look;
import org.junit.jupiter.api.Test;

class GroupedFiguresTest {

  @Test
  void confusions_are_counted_by_pair_most_frequent_first() {
    // When: the last one is some other text and says nothing about characters
    Confusions confusions =
        Confusions.of(
            List.of(
                Outcomes.read("AB12", "A812", 0.9),
                Outcomes.read("BB12", "B81", 0.9),
                Outcomes.read("SB12", "5B127", 0.9),
                Outcomes.unread("OOOO"),
                Outcomes.read("AB12", "XYZW", 0.9)));
    // Then
    assertThat(confusions.changed())
        .containsExactly(
            new Count(new Edit(Kind.CHANGED, 'B', '8'), 2),
            new Count(new Edit(Kind.CHANGED, 'S', '5'), 1));
    assertThat(confusions.missed())
        .containsExactly(new Count(new Edit(Kind.MISSED, '2', NOTHING), 1));
    assertThat(confusions.added())
        .containsExactly(new Count(new Edit(Kind.ADDED, NOTHING, '7'), 1));
    assertThat(confusions.characters()).isEqualTo(12);
  }

  @Test
  void gates_pass_what_is_at_least_as_sure() {
    // Given
    List<Outcome> outcomes =
        List.of(
            Outcomes.read("AB12", "AB12", 0.99),
            Outcomes.read("AB12", "AB12", 0.9),
            Outcomes.read("AB12", "AB13", 0.9),
            Outcomes.read("AB12", "AB12", 0.5),
            Outcomes.unread("AB12"));
    // When
    List<Gate> gates = Gate.table(outcomes);
    // Then
    assertThat(gates).extracting(Gate::threshold).containsExactly(0.2, 0.5, 0.8, 0.9, 0.95, 0.99);
    assertThat(gates).extracting(Gate::passed).containsExactly(4, 4, 3, 3, 1, 1);
    assertThat(gates).extracting(Gate::exact).containsExactly(3, 3, 2, 2, 1, 1);
    assertThat(gates.get(3).share()).isEqualTo(0.6, within(1e-9));
    assertThat(gates.get(3).precision()).isEqualTo(2 / 3.0, within(1e-9));
  }

  @Test
  void plates_are_grouped_by_the_width_of_their_label() {
    List<WidthBand> bands =
        WidthBand.table(
            List.of(
                Outcomes.wide(69.9, "AB12"),
                Outcomes.wide(70, "AB13"),
                Outcomes.wide(84, "AB12"),
                Outcomes.wide(120, "AB12"),
                Outcomes.ofState("CA", "CA")));
    assertThat(bands)
        .extracting(WidthBand::name)
        .containsExactly("below 70", "70–85", "85–120", "120 and above");
    assertThat(bands).extracting(WidthBand::images).containsExactly(1, 2, 0, 1);
    assertThat(bands).extracting(WidthBand::exact).containsExactly(1, 1, 0, 1);
  }

  @Test
  void an_unknown_state_is_not_stated() {
    // When
    StateFigures states =
        StateFigures.of(
            List.of(
                Outcomes.ofState("CA", "CA"),
                Outcomes.ofState("NV", "CA"),
                Outcomes.ofState("OR", Look.UNKNOWN_STATE),
                Outcomes.ofState("NY", "NY"),
                Outcomes.ofState(null, "TX"),
                Outcomes.unread("AB12")));
    // Then
    assertThat(states).isEqualTo(new StateFigures(4, 3, 2));
    assertThat(states.precision()).isEqualTo(2 / 3.0, within(1e-9));
    assertThat(states.recall()).isEqualTo(0.5, within(1e-9));
  }

  @Test
  void a_stage_that_runs_twice_in_an_image_counts_once_with_both_times() {
    // Given
    StageTimes times = new StageTimes();
    // When
    times.record("read", 2_000_000);
    times.record("read", 3_000_000);
    times.record("find", 1_000_000);
    times.imageDone();
    times.record("find", 7_000_000);
    times.imageDone();
    // Then
    assertThat(times.stages())
        .containsExactly(
            new StageTimes.Stage("read", new Times(List.of(5.0))),
            new StageTimes.Stage("find", new Times(List.of(1.0, 7.0))));
  }
}
