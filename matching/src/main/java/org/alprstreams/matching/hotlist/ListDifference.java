package org.alprstreams.matching.hotlist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.table.Change;

/**
 * What turns a list as it is into a list as it should be.
 *
 * @param changes all changes
 * @param added how many entries are new
 * @param changed how many say something else
 * @param removed how many are gone
 * @param before how many there were
 */
record ListDifference(
    List<Change<HotlistEntry>> changes, long added, long changed, long removed, long before) {

  /** Entries that differ only in who added them and when are the same. */
  static ListDifference between(Map<String, HotlistEntry> before, Map<String, HotlistEntry> after) {
    List<Change<HotlistEntry>> changes = new ArrayList<>();
    long added = 0;
    long changed = 0;
    for (HotlistEntry entry : after.values()) {
      HotlistEntry old = before.get(entry.getEntryId());
      if (old == null) {
        added++;
      } else if (!saysTheSame(old, entry)) {
        changed++;
      } else {
        continue;
      }
      changes.add(new Change<>(entry.getEntryId(), entry));
    }
    List<String> gone = before.keySet().stream().filter(id -> !after.containsKey(id)).toList();
    gone.forEach(id -> changes.add(Change.removal(id)));
    return new ListDifference(List.copyOf(changes), added, changed, gone.size(), before.size());
  }

  /** Share of the entries there were that go, 0 to 1. */
  double shrinkShare() {
    return before == 0 ? 0 : (double) removed / before;
  }

  private static boolean saysTheSame(HotlistEntry old, HotlistEntry entry) {
    return HotlistEntry.newBuilder(old)
        .setAddedBy(entry.getAddedBy())
        .setAddedAt(entry.getAddedAt())
        .build()
        .equals(entry);
  }
}
