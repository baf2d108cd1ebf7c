package org.alprstreams.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarLimitTest {
  private static final ZoneId TOWN = ZoneId.of("America/Los_Angeles");
  private static final long YEAR_1990 = 631_152_000L;
  private static final long YEAR_2090 = 3_786_912_000L;

  @ParameterizedTest
  @CsvSource({
    // Month ends: the day that does not exist becomes the last that does.
    "P6M, 2026-08-31T12:00-07:00, 2027-02-28T12:00-08:00",
    "P6M, 2027-08-31T12:00-07:00, 2028-02-29T12:00-08:00",
    "P6M, 2026-03-31T12:00-07:00, 2026-09-30T12:00-07:00",
    "P6M, 2026-02-28T12:00-08:00, 2026-08-28T12:00-07:00",
    "P1Y, 2028-02-29T12:00-08:00, 2029-02-28T12:00-08:00",
    // Summer time begins and ends between.
    "P6M, 2026-01-10T23:30-08:00, 2026-07-10T23:30-07:00",
    "P6M, 2026-07-10T23:30-07:00, 2027-01-10T23:30-08:00",
    // 2:30 on 14 March 2027 does not exist; 1:30 on 1 November 2026 exists twice.
    "P6M, 2026-09-14T02:30-07:00, 2027-03-14T03:30-07:00",
    "P6M, 2026-05-01T01:30-07:00, 2026-11-01T01:30-07:00",
    // Days are the calendar's, too.
    "P1D, 2026-10-31T12:00-07:00, 2026-11-01T12:00-08:00",
    // Whichever ends first.
    "P6M or P183D, 2026-01-01T00:00-08:00, 2026-07-01T00:00-07:00",
    "P6M or P183D, 2026-07-01T00:00-07:00, 2026-12-31T00:00-08:00",
  })
  void endsOnTheCalendarOfTheTimeZone(String limit, String start, String end) {
    // Given
    var begun = ZonedDateTime.parse(start).withZoneSameInstant(TOWN);

    // When
    var ended = CalendarLimit.parse(limit).end(begun);

    // Then
    assertThat(ended.toInstant()).isEqualTo(ZonedDateTime.parse(end).toInstant());
  }

  @ParameterizedTest
  @CsvSource({"P6M, 184", "P1M, 31", "P2M, 62", "P1Y, 366", "P4Y, 1461", "P90D, 90"})
  void knowsTheMostThatItComesTo(String limit, int days) {
    assertThat(CalendarLimit.parse(limit).longest()).isEqualTo(Duration.ofDays(days));
  }

  @Property
  void neverExceedsItsUpperBound(
      @ForAll @IntRange(min = 1, max = 120) int months,
      @ForAll @LongRange(min = YEAR_1990, max = YEAR_2090) long start) {
    // Given
    var limit = new CalendarLimit(months, 0);
    var begun = Instant.ofEpochSecond(start).atZone(TOWN);

    // When
    var end = limit.end(begun);

    // Then
    assertThat(Duration.between(begun, end)).isLessThanOrEqualTo(limit.upperBound());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "6M",
        "P",
        "P0M",
        "P0D",
        "P-6M",
        "-P6M",
        "P1M3D",
        "P1M-30D",
        "PT24H",
        "P200Y",
        "P999999999Y",
        "P9999999999D",
        "P6M or",
        "P6M or P0D",
        "six months"
      })
  void refusesWhatIsNoPeriod(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> CalendarLimit.parse(text));
  }

  @Test
  void refusesNegativeNumbersThatAddUp() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CalendarLimit(-1, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P6M", "P1Y", "P180D", "P6M or P180D"})
  void readsWhatItWrites(String text) {
    // Given
    var limit = CalendarLimit.parse(text);

    // When
    var again = CalendarLimit.parse(limit.toString());

    // Then
    assertThat(again).isEqualTo(limit);
  }
}
