package org.alprstreams.matching;

import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.hotlist.PartialEntries;
import org.alprstreams.service.streams.ListRevision;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The partial entries as one task has them: compiled anew when the list has changed. */
final class PartialList {

  private final ReadOnlyKeyValueStore<String, HotlistEntry> store;
  private final ListRevision revision;
  private PartialEntries compiled = PartialEntries.of(List.of());
  private long compiledAt;

  PartialList(ReadOnlyKeyValueStore<String, HotlistEntry> store, ListRevision revision) {
    this.store = store;
    this.revision = revision;
  }

  PartialEntries current() {
    long newest = revision.changes();
    if (newest != compiledAt) {
      compiled = PartialEntries.of(entries());
      compiledAt = newest;
    }
    return compiled;
  }

  private List<HotlistEntry> entries() {
    List<HotlistEntry> entries = new ArrayList<>();
    try (KeyValueIterator<String, HotlistEntry> all = store.all()) {
      all.forEachRemaining(entry -> entries.add(entry.value));
    }
    return entries;
  }
}
