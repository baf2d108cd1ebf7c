package org.alprstreams.service.config;

import java.util.Set;
import java.util.regex.Pattern;

/** Keeps secrets out of what is printed. */
final class Secrets {

  static final String MASK = "********";

  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "password|passwd|passphrase|secret|token|credential|jaas|private|(^|[._\\-\"])key($|[._\\-\"])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CREDENTIALS_IN_URL = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");

  /** Switches such as demo-tokens, which an operator has to see. */
  private static final Set<String> NO_SECRET = Set.of("true", "false");

  private Secrets() {}

  /** The value as it may be printed: masked if its key says so, without credentials in URLs. */
  static String redact(String key, String value) {
    if (value.isEmpty() || NO_SECRET.contains(value)) {
      return value;
    }
    if (SECRET_KEY.matcher(key).find()) {
      return MASK;
    }
    return CREDENTIALS_IN_URL.matcher(value).replaceAll(MASK);
  }
}
