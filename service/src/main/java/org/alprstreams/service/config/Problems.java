package org.alprstreams.service.config;

import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Words the library's findings for an operator: key, value, what is allowed; no secret. */
final class Problems {

  private static final Pattern LIBRARY_CODE = Pattern.compile("SRCFG\\d+: ");
  private static final Pattern NOT_CONVERTED =
      Pattern.compile(
          "(?s).*The config property (\\S+) with the config value \"(.*)\" threw an Exception"
              + " whilst being converted (.*)");

  private Problems() {}

  static List<String> of(ConfigValidationException e) {
    return IntStream.range(0, e.getProblemCount())
        .mapToObj(i -> word(e.getProblem(i).getMessage()))
        .distinct()
        .toList();
  }

  private static String word(String message) {
    String plain = LIBRARY_CODE.matcher(message).replaceAll("");
    Matcher converted = NOT_CONVERTED.matcher(plain);
    if (!converted.matches()) {
      return plain;
    }
    String key = converted.group(1);
    String value = Secrets.redact(key, converted.group(2));
    boolean secret = value.equals(Secrets.MASK);
    // The library's reason quotes the value.
    return key
        + " is '"
        + value
        + "', which is not allowed"
        + (secret ? "" : ": " + converted.group(3));
  }
}
