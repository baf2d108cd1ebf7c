package org.alprstreams.matching.table;

/**
 * One change of a table.
 *
 * @param key the record's key
 * @param value its new value, or null to remove it
 */
public record Change<V>(String key, V value) {

  /** Removes a key. */
  public static <V> Change<V> removal(String key) {
    return new Change<>(key, null);
  }
}
