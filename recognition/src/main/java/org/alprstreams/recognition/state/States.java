package org.alprstreams.recognition.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The jurisdictions this package knows: the 50 states and the District of Columbia. */
final class States {

  private static final Map<String, String> NAMES = load();

  private States() {}

  /** Two-letter codes, upper case. */
  static Set<String> codes() {
    return NAMES.keySet();
  }

  /**
   * Names by code.
   *
   * @return code to name
   */
  static Map<String, String> names() {
    return NAMES;
  }

  private static Map<String, String> load() {
    List<String[]> rows = Table.rows("states.csv", "code", "name");
    Map<String, String> names = new LinkedHashMap<>();
    rows.forEach(row -> names.put(row[0], row[1]));
    if (names.size() != rows.size()) {
      throw new IllegalStateException("states.csv names a code twice");
    }
    return Collections.unmodifiableMap(names);
  }
}
