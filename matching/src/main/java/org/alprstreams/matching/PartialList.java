package org.alprstreams.matching;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.hotlist.MatchRules;
import org.alprstreams.matching.hotlist.PartialEntries;
import org.alprstreams.service.streams.ListRevision;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The partial entries as one task has them: compiled anew when the list has changed, or one of them
 * begins or ends.
 */
final class PartialList {

  private final ReadOnlyKeyValueStore<String, HotlistEntry> store;
  private final ListRevision revision;
  private final MatchRules rules;
  private PartialEntries compiled;
  private long compiledAt;

  PartialList(
      ReadOnlyKeyValueStore<String, HotlistEntry> store, ListRevision revision, MatchRules rules) {
    this.store = store;
    this.revision = revision;
    this.rules = rules;
  }

  PartialEntries at(Instant now) {
    long newest = revision.changes();
    if (compiled == null || newest != compiledAt || !compiled.isOf(now)) {
      compiled = PartialEntries.of(all(store), rules, now);
      compiledAt = newest;
    }
    return compiled;
  }

  /** All entries of a store, whether they count at present or not. */
  static List<HotlistEntry> all(ReadOnlyKeyValueStore<String, HotlistEntry> store) {
    List<HotlistEntry> entries = new ArrayList<>();
    try (KeyValueIterator<String, HotlistEntry> all = store.all()) {
      all.forEachRemaining(entry -> entries.add(entry.value));
    }
    return entries;
  }
}
