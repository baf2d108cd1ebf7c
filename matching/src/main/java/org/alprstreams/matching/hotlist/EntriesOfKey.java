package org.alprstreams.matching.hotlist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.ListedEntries;

/** The entries of one plate key, as a value that entries are added to and removed from. */
public final class EntriesOfKey {

  private EntriesOfKey() {}

  /** No entries. */
  public static ListedEntries none() {
    return new ListedEntries(List.of());
  }

  /**
   * The entries by id.
   *
   * @param entries may be null, where there are none
   */
  public static Map<String, HotlistEntry> byId(ListedEntries entries) {
    return entries == null
        ? Map.of()
        : entries.getEntries().stream()
            .collect(Collectors.toMap(HotlistEntry::getEntryId, Function.identity()));
  }

  /** With this entry, in place of an older one of the same id. */
  public static ListedEntries with(ListedEntries entries, HotlistEntry entry) {
    List<HotlistEntry> changed = others(entries, entry);
    changed.add(entry);
    changed.sort(Comparator.comparing(HotlistEntry::getEntryId));
    return new ListedEntries(changed);
  }

  /** Without this entry; null, which removes the key, where none is left. */
  public static ListedEntries without(ListedEntries entries, HotlistEntry entry) {
    List<HotlistEntry> left = others(entries, entry);
    return left.isEmpty() ? null : new ListedEntries(left);
  }

  private static List<HotlistEntry> others(ListedEntries entries, HotlistEntry entry) {
    List<HotlistEntry> others = new ArrayList<>(entries.getEntries());
    others.removeIf(other -> other.getEntryId().equals(entry.getEntryId()));
    return others;
  }
}
