package org.alprstreams.service.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads durations the way people write them, {@code 500ms} or {@code 30d}, and as ISO 8601. */
final class DurationConverter implements Converter<Duration> {

  private static final long serialVersionUID = 1L;
  private static final Pattern SHORT = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");
  private static final Map<String, LongFunction<Duration>> UNITS =
      Map.of(
          "ms", Duration::ofMillis,
          "s", Duration::ofSeconds,
          "m", Duration::ofMinutes,
          "h", Duration::ofHours,
          "d", Duration::ofDays);

  @Override
  public Duration convert(String value) {
    Matcher matcher = SHORT.matcher(value.trim().toLowerCase(Locale.ROOT));
    try {
      return matcher.matches()
          ? UNITS.get(matcher.group(2)).apply(Long.parseLong(matcher.group(1)))
          : Duration.parse(value.trim());
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "a duration is written like 500ms, 10s, 5m, 12h, 30d or PT1H30M", e);
    }
  }
}
