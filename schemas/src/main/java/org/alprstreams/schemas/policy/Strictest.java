package org.alprstreams.schemas.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules by which two values of one field become one. */
final class Strictest {
  private Strictest() {}

  /** What both allow. */
  static <T extends Comparable<T>> SortedSet<T> common(Collection<T> one, Collection<T> other) {
    var common = new TreeSet<>(one);
    common.retainAll(other);
    return common;
  }

  /** What either demands or forbids. */
  static <T extends Comparable<T>> SortedSet<T> all(Collection<T> one, Collection<T> other) {
    var all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  /** An immutable sorted copy, so that neither order nor repetition in a file matters. */
  static <T extends Comparable<? super T>> SortedSet<T> sorted(Collection<T> values) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }

  static <T extends Comparable<T>> T least(T one, T other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  static <T extends Comparable<T>> T greatest(T one, T other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Of two wordings of the same thing the longer, and the later in the alphabet if none is. */
  static String fullest(String one, String other) {
    return Stream.of(one, other)
        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** The items that both lists have under the same code, merged, in the order of their codes. */
  static <T> List<T> commonByCode(
      List<T> one, List<T> other, Function<T, String> code, BiFunction<T, T, Optional<T>> merge) {
    Map<String, T> others = other.stream().collect(Collectors.toMap(code, Function.identity()));
    return one.stream()
        .filter(item -> others.containsKey(code.apply(item)))
        .flatMap(item -> merge.apply(item, others.get(code.apply(item))).stream())
        .sorted(Comparator.comparing(code))
        .toList();
  }
}
