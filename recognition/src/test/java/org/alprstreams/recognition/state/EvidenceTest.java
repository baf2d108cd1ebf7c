package org.alprstreams.recognition.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {

  private static StateReading reading(String top, String bottom, String serial) {
    Evidence evidence = new Evidence(serial);
    evidence.add(Band.TOP, top);
    evidence.add(Band.BOTTOM, bottom);
    return evidence.best().atLeast(StateReader.STATED);
  }

  @ParameterizedTest
  @CsvSource({
    "Califomia,,CA",
    "R Cobipornia ll,,CA",
    "MICHIGAN,www.Michigan.gov,MI",
    "A,Land of Lincoln,IL",
    "MyFLORIDA.COM,SUNSHINE STATE,FL",
    "WASHINGTON DC,TAXATION WITHOUT REPRESENTATION,DC",
    "WASHINGTON,EVERGREEN STATE,WA",
    "West Virginia,Wild Wonderful,WV",
    "VIRGINIA,,VA",
    "ARKANSAS,,AR",
    "Maryland,The University of Alabama,MD",
    "a,YOMING,WY"
  })
  void what_states_print_tells_the_state(String top, String bottom, String state) {
    // When
    StateReading reading = reading(top, bottom == null ? "" : bottom, "");
    // Then
    assertThat(reading.code()).isEqualTo(state);
    assertThat(reading.known()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ee",
        "IN GOD WE TRUST",
        "TOYOTA OF TEXAS SINCE",
        "Las Vegas",
        "CENTENNIAL",
        "WA",
        "THE UNIVERSITY OF ALABAMA",
        "Scenic",
        "Firefighter",
        "TRK",
        "WASHINGTO COUNTY FAIR"
      })
  void what_proves_no_state_leaves_it_unknown(String text) {
    // When
    StateReading above = reading(text, "", "");
    StateReading below = reading("", text, "");
    // Then
    assertThat(above.known()).as("above the serial: %s", above).isFalse();
    assertThat(below.known()).as("below the serial: %s", below).isFalse();
  }

  @Test
  void two_states_on_one_plate_cancel_each_other() {
    // When
    StateReading reading = reading("OREGON", "SUNSHINE STATE", "");
    // Then
    assertThat(reading.probability()).isLessThan(1);
    assertThat(reading("OREGON", "", "").probability()).isGreaterThan(reading.probability());
  }

  @Test
  void a_county_named_after_a_state_is_no_state() {
    // Given
    String county = "WASHINGTON";
    // When
    StateReading reading = reading("", county, "");
    // Then
    assertThat(reading.known()).as("%s", reading).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8ABC123", "AAA111", "HELLO"})
  void a_serial_alone_never_tells_the_state(String serial) {
    // Given
    Evidence evidence = new Evidence(serial);
    // When
    StateReading reading = evidence.best();
    // Then
    assertThat(reading.probability()).isLessThan(0.2);
  }

  @Test
  void a_serial_that_a_state_issues_supports_it() {
    // Given
    Evidence fitting = new Evidence("8ABC123");
    Evidence other = new Evidence("ABC123");
    // When
    fitting.add(Band.TOP, "Cobinia");
    other.add(Band.TOP, "Cobinia");
    // Then
    assertThat(fitting.best().probability()).isGreaterThan(other.best().probability());
  }
}
