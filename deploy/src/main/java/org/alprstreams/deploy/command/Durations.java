package org.alprstreams.deploy.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations of options; what is none is refused in words instead of Java's names. */
final class Durations implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String written) {
    try {
      return Duration.parse(written.strip());
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'" + written + "' is no duration; write it like PT24H, P7D or PT1H30M");
    }
  }
}
