package org.alprstreams.deploy.deletion;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.alprstreams.deploy.optout.ByteScan;

/**
 * When each place held something for the last time, so that it can be told which of them is the
 * last to let go. Test support.
 */
final class LastSeen {

  private final Map<String, Instant> places = new TreeMap<>();

  /** Takes note of what a scan found that was over. */
  void note(ByteScan scan, Collection<Planted> planted, Instant at) {
    planted.stream()
        .flatMap(each -> each.leftIn(scan).values().stream())
        .flatMap(Set::stream)
        .forEach(file -> places.put(place(file), at));
  }

  /** A line for each place, the last first: seconds since an instant. */
  String since(Instant start) {
    StringBuilder lines = new StringBuilder();
    places.entrySet().stream()
        .sorted(Map.Entry.<String, Instant>comparingByValue(Comparator.reverseOrder()))
        .forEach(
            place ->
                lines.append(
                    "  %5.1f s %s%n"
                        .formatted(
                            Duration.between(start, place.getValue()).toMillis() / 1000.0,
                            place.getKey())));
    return lines.toString();
  }

  /** A partition of the broker's, or a store of a task's. */
  private static String place(String file) {
    Path path = Path.of(file);
    int depth = file.startsWith("broker") ? 2 : 5;
    return path.subpath(0, Math.min(depth, path.getNameCount())).toString();
  }
}
