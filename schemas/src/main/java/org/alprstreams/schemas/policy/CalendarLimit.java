package org.alprstreams.schemas.policy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A limit counted on the calendar: so many months, so many days, or whichever of the two ends
 * first. Both are kept when policies stack, since six months are sometimes more than 183 days and
 * sometimes less.
 *
 * @param months calendar months, 0 for no such limit
 * @param days calendar days, 0 for no such limit
 */
public record CalendarLimit(int months, int days) {
  private static final Comparator<CalendarLimit> LENGTH =
      Comparator.comparing(CalendarLimit::longest)
          .thenComparing(CalendarLimit::months)
          .thenComparing(CalendarLimit::days);

  private static final String OR = " or ";
  private static final int LONGEST_MONTHS = 1_200;
  private static final int LONGEST_DAYS = 36_525;

  /** A century from here meets every leap year that a century can hold. */
  private static final LocalDate LEAP_CYCLE = LocalDate.of(1903, 1, 1);

  private static final int MONTHS_OF_LEAP_CYCLE = 48;

  /** The widest change of the clocks in the time zone database that is still in use (Troll). */
  private static final Duration CLOCK_CHANGE = Duration.ofHours(2);

  /**
   * @throws IllegalArgumentException unless one of the two is positive and both are at most a
   *     century
   */
  public CalendarLimit {
    if (months < 0
        || days < 0
        || months + days == 0
        || months > LONGEST_MONTHS
        || days > LONGEST_DAYS) {
      throw new IllegalArgumentException(
          "must be more than nothing and at most a century, not "
              + months
              + " months, "
              + days
              + " days");
    }
  }

  /**
   * Reads {@code P6M}, {@code P1Y}, {@code P90D}, or {@code P6M or P180D}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static CalendarLimit parse(String text) {
    return Stream.of(text.split(OR, -1))
        .map(CalendarLimit::one)
        .reduce(CalendarLimit::shorter)
        .orElseThrow();
  }

  /** The instant at which the limit that began at {@code start} ends, in the time zone of start. */
  public ZonedDateTime end(ZonedDateTime start) {
    return periods().map(start::plus).min(ZonedDateTime::compareTo).orElseThrow();
  }

  /** The shortest duration that this limit never exceeds, wherever it starts. */
  public Duration upperBound() {
    return longest().plus(CLOCK_CHANGE);
  }

  /** The most that this limit comes to on the calendar, in days of 24 hours. */
  Duration longest() {
    return periods().map(CalendarLimit::mostDays).min(Duration::compareTo).orElseThrow();
  }

  CalendarLimit shorter(CalendarLimit other) {
    return new CalendarLimit(leastPositive(months, other.months), leastPositive(days, other.days));
  }

  /** The one that may last longer, for what must be kept rather than destroyed. */
  CalendarLimit longer(CalendarLimit other) {
    return Stream.of(this, other).max(LENGTH).orElseThrow();
  }

  private static int leastPositive(int one, int two) {
    return one == 0 || two == 0 ? one + two : Math.min(one, two);
  }

  private static CalendarLimit one(String text) {
    try {
      var period = Period.parse(text);
      var months = Math.toIntExact(period.toTotalMonths());
      if (months != 0 && period.getDays() != 0) {
        throw new IllegalArgumentException("mixes months and days: " + text);
      }
      return new CalendarLimit(months, period.getDays());
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("not a period on the calendar: " + text, e);
    }
  }

  private static Duration mostDays(Period period) {
    return IntStream.range(0, MONTHS_OF_LEAP_CYCLE)
        .mapToObj(LEAP_CYCLE::plusMonths)
        .map(start -> Duration.ofDays(ChronoUnit.DAYS.between(start, start.plus(period))))
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private Stream<Period> periods() {
    return Stream.of(Period.ofMonths(months).normalized(), Period.ofDays(days))
        .filter(period -> !period.isZero());
  }

  @JsonValue
  @Override
  public String toString() {
    return periods().map(Period::toString).collect(Collectors.joining(OR));
  }
}
