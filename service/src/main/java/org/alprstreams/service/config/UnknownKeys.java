package org.alprstreams.service.config;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertyNamesMatcher;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Finds keys under {@code alpr.} that no mapping has: a misspelt key would otherwise leave a
 * default in force unnoticed.
 *
 * <p>The environment is not asked. Orchestrators put variables of their own there that begin alike:
 * Kubernetes sets {@code ALPR_CONSOLE_PORT} for a service named {@code alpr-console}.
 */
final class UnknownKeys {

  private static final String ROOT = "alpr.";

  /** How the YAML source names a key that was written with dots instead of nested. */
  private static final String QUOTED_ROOT = "\"alpr";

  private final PropertyNamesMatcher<?> matcher;
  private final Set<String> known;

  UnknownKeys(Collection<Class<?>> mappings) {
    List<ConfigClass> classes = mappings.stream().map(ConfigClass::configClass).toList();
    this.matcher = ConfigMappings.propertyNamesMatcher(classes);
    this.known =
        classes.stream()
            .flatMap(mapping -> ConfigMappings.getProperties(mapping).keySet().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  List<String> problems(Collection<ConfigSource> sources) {
    return sources.stream()
        .flatMap(
            source ->
                source.getPropertyNames().stream()
                    .filter(key -> key.startsWith(ROOT) || key.startsWith(QUOTED_ROOT))
                    .filter(key -> !matcher.matches(key))
                    .sorted()
                    .map(key -> problem(key, SourceNames.plain(source.getName()))))
        .toList();
  }

  private String problem(String key, String source) {
    if (key.startsWith(QUOTED_ROOT)) {
      return key + " (from " + source + ") is written with dots; nest it under 'alpr:' instead";
    }
    String hint = nearest(key).map(near -> "; did you mean " + near + "?").orElse("");
    return key + " (from " + source + ") is no setting" + hint;
  }

  private Optional<String> nearest(String key) {
    int limit = Math.max(2, key.length() / 4);
    return known.stream()
        .filter(candidate -> distance(key, candidate) <= limit)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(key, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein's distance: how many characters to add, drop or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
