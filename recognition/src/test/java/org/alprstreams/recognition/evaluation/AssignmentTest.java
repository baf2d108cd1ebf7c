package org.alprstreams.recognition.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.alprstreams.recognition.reader.Look;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  private static final Place LEFT = new Place(100, 100, 60, 30);
  private static final Place RIGHT = new Place(400, 100, 60, 30);
  private static final Place FAR = new Place(900, 500, 60, 30);

  @Test
  void the_only_label_is_held_against_every_reading() {
    // Given
    List<Reading> readings = List.of(reading("XY99", 0.9, FAR), reading("AB12", 0.5, LEFT));
    // When
    List<List<Reading>> assigned = Assignment.of(List.of(label("AB12", LEFT)), readings);
    // Then
    assertThat(assigned).containsExactly(readings);
  }

  @Test
  void places_tell_before_texts_do() {
    // Given two plates, each read as what the other one says
    Reading left = reading("CD34", 0.9, LEFT);
    Reading right = reading("AB12", 0.8, RIGHT);
    // When
    List<List<Reading>> assigned =
        Assignment.of(List.of(label("AB12", LEFT), label("CD34", RIGHT)), List.of(right, left));
    // Then
    assertThat(assigned).containsExactly(List.of(left), List.of(right));
  }

  @Test
  void a_reading_at_no_labels_place_is_none_of_theirs() {
    // Given
    Reading right = reading("CD34", 0.8, RIGHT);
    // When
    List<List<Reading>> assigned =
        Assignment.of(
            List.of(label("AB12", LEFT), label("CD34", RIGHT)),
            List.of(reading("AB12", 0.9, FAR), right));
    // Then
    assertThat(assigned).containsExactly(List.of(), List.of(right));
  }

  @Test
  void without_places_the_fewest_edits_tell_and_no_reading_counts_twice() {
    // Given labels that differ in one character, and one of them read
    Reading read = reading("ABC124", 0.9, LEFT);
    List<Label> labels = List.of(label("ABC123", null), label("ABC124", null));
    // When
    List<List<Reading>> assigned = Assignment.of(labels, List.of(read));
    // Then
    assertThat(assigned).containsExactly(List.of(), List.of(read));
  }

  @Test
  void what_places_leave_over_goes_to_a_label_without_one() {
    // Given
    Reading left = reading("AB12", 0.5, LEFT);
    Reading other = reading("CD84", 0.9, RIGHT);
    // When
    List<List<Reading>> assigned =
        Assignment.of(
            List.of(label("CD34", null), label("A812", LEFT)),
            List.of(reading("", 1, LEFT), other, left));
    // Then
    assertThat(assigned).containsExactly(List.of(other), List.of(left));
  }

  private static Label label(String plate, Place place) {
    return new Label("a.jpg", plate, Optional.ofNullable(place), Optional.empty());
  }

  private static Reading reading(String plate, double confidence, Place place) {
    return new Reading(plate, confidence, place, List.of(), Look.UNKNOWN_STATE);
  }
}
