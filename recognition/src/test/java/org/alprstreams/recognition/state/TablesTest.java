package org.alprstreams.recognition.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TablesTest {

  @Test
  void there_are_fifty_states_and_the_district() {
    // When
    Set<String> codes = States.codes();
    // Then
    assertThat(codes).hasSize(51).allMatch(code -> code.matches("[A-Z]{2}")).contains("DC");
    assertThat(new HashSet<>(States.names().values())).hasSize(51);
  }

  @Test
  void every_state_prints_its_name() {
    // When
    List<Inscription> inscriptions = Inscriptions.all();
    // Then
    States.names()
        .forEach(
            (code, name) ->
                assertThat(inscriptions)
                    .as(name)
                    .anyMatch(
                        inscription ->
                            inscription.letters().equals(Inscription.letters(name))
                                && inscription.states().equals(Set.of(code))));
  }

  @Test
  void no_inscription_stands_twice_for_a_state_and_place() {
    // Given
    Set<List<Object>> seen = new HashSet<>();
    // When
    for (Inscription inscription : Inscriptions.all()) {
      for (String state : inscription.states()) {
        for (Band band : inscription.bands()) {
          // Then
          assertThat(seen.add(List.of(inscription.letters(), state, band)))
              .as("%s of %s, %s", inscription.letters(), state, band)
              .isTrue();
        }
      }
    }
  }

  @Test
  void the_series_of_every_state_add_up() {
    // When
    var shares = SerialPatterns.shares();
    // Then
    assertThat(shares.keySet()).isEqualTo(States.codes());
    shares.forEach(
        (state, forms) -> {
          assertThat(forms.keySet()).as(state).allMatch(form -> form.matches("[A9]{2,8}"));
          assertThat(forms.values().stream().mapToDouble(Double::doubleValue).sum())
              .as(state)
              .isCloseTo(1, within(0.011));
        });
  }
}
