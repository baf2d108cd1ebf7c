package org.alprstreams.deploy.deletion;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alprstreams.deploy.optout.ByteScan;

/**
 * Texts that were planted, and where they may be found once their time has come. Test support.
 *
 * @param what they stand for
 * @param texts capital letters and digits: plates, their keys, what is in images
 * @param mayStayIn beginnings of files' paths under the data directory; none where all must go
 */
record Planted(String what, Set<String> texts, List<String> mayStayIn) {

  Planted {
    texts = Set.copyOf(texts);
    mayStayIn = List.copyOf(mayStayIn);
  }

  /** All texts of all of them. */
  static Collection<String> texts(Collection<Planted> all) {
    Set<String> texts = new TreeSet<>();
    all.forEach(planted -> texts.addAll(planted.texts));
    return texts;
  }

  /** Where it was found and should not have been: files by text. */
  Map<String, Set<String>> leftIn(ByteScan scan) {
    Map<String, Set<String>> left = new TreeMap<>(scan.found(texts));
    left.replaceAll((text, files) -> new TreeSet<>(files));
    left.values().forEach(files -> files.removeIf(this::mayHold));
    left.values().removeIf(Set::isEmpty);
    return left;
  }

  private boolean mayHold(String file) {
    return mayStayIn.stream().anyMatch(file::startsWith);
  }
}
