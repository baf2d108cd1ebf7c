package org.alprstreams.service.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names sources the way an operator knows them, without the library's wrapping. */
final class SourceNames {

  private static final Pattern WRAPPED = Pattern.compile("\\w+ConfigSource\\[source=(.*)]");

  private SourceNames() {}

  static String plain(String name) {
    Matcher matcher = WRAPPED.matcher(name);
    if (matcher.matches()) {
      return matcher.group(1);
    }
    return switch (name) {
      case "EnvConfigSource" -> "environment";
      case "DefaultValuesConfigSource" -> "default";
      default -> name;
    };
  }
}
