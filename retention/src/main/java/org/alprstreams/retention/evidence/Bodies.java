package org.alprstreams.retention.evidence;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.alprstreams.retention.query.Json;
import org.alprstreams.retention.query.Responses;

/** Reads and checks what comes in a request's body. */
public final class Bodies {

  static final Pattern CASE_NUMBER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final int LONGEST_TEXT = 200;
  private static final int LONGEST_ID = 128;

  private Bodies() {}

  /**
   * The body as this record.
   *
   * @param shape what it should look like, for the caller
   * @throws org.alprstreams.service.http.Problem 400 if it is not
   */
  public static <T> T parse(Context context, Class<T> type, String shape) {
    try {
      T body = Json.read(context.bodyAsBytes(), type);
      if (body != null) {
        return body;
      }
    } catch (IOException e) {
      // Told below; the parser's words may quote a plate.
    }
    throw Responses.badParameter("The body must be JSON such as " + shape + ".");
  }

  /** A case number that can stand in an address. */
  static String caseNumber(String given) {
    if (given == null || !CASE_NUMBER.matcher(given).matches()) {
      throw Responses.badParameter(
          "caseNumber has 1 to 64 letters, digits, points, dashes and underscores.");
    }
    return given;
  }

  /** A text that must be there. */
  static String text(String name, String given) {
    return optional(name, given).orElseThrow(() -> Responses.badParameter(name + " is missing."));
  }

  /**
   * A text that may be there, without the blanks around it.
   *
   * @throws org.alprstreams.service.http.Problem 400 if it is too long or not printable
   */
  public static Optional<String> optional(String name, String given) {
    Optional<String> text =
        Optional.ofNullable(given).map(String::strip).filter(value -> !value.isEmpty());
    if (text.filter(value -> !isPrintable(value, LONGEST_TEXT)).isPresent()) {
      throw Responses.badParameter(
          name + " has " + LONGEST_TEXT + " printable characters at most.");
    }
    return text;
  }

  /** An id of ours. */
  static String id(String name, String given) {
    if (given == null || given.isEmpty() || !isPrintable(given, LONGEST_ID)) {
      throw Responses.badParameter(name + " has 1 to " + LONGEST_ID + " printable characters.");
    }
    return given;
  }

  /** A list, empty where it is not given. */
  static <T> List<T> list(List<T> given) {
    return given == null ? List.of() : given;
  }

  /** A time that must be there. */
  static Instant time(String name, Instant given) {
    if (given == null) {
      throw Responses.badParameter(
          name + " is missing: a time in ISO 8601 and UTC such as 2026-11-23T08:00:00Z.");
    }
    return given;
  }

  /** A query's parameters; values are texts, numbers or true and false. */
  static Map<String, String> parameters(Map<String, Object> given) {
    return given.entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
  }

  private static boolean isPrintable(String text, int longest) {
    return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
  }
}
