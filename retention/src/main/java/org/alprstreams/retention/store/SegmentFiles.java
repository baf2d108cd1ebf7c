package org.alprstreams.retention.store;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.AbstractRocksDBSegmentedBytesStore;
import org.apache.kafka.streams.state.internals.KeyValueSegment;
import org.apache.kafka.streams.state.internals.RocksDBStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * The RocksDB behind a store: of each segment of a window store, or of a key-value store. Kafka
 * offers no way to it, and without one a deleted entry's bytes would stay in their file for as long
 * as the segment does; so this reaches inside, here and nowhere else, and a test pins what it
 * relies on.
 */
final class SegmentFiles {

  private static final String DELETES_IN_MEMORY = "rocksdb.num-deletes-active-mem-table";
  private static final List<String> IN_MEMORY =
      List.of("rocksdb.num-entries-active-mem-table", "rocksdb.num-entries-imm-mem-tables");
  private static final List<String> DELETED_IN_MEMORY =
      List.of(DELETES_IN_MEMORY, "rocksdb.num-deletes-imm-mem-tables");

  private SegmentFiles() {}

  /**
   * The open databases of a store, by number of the segment: its start divided by its interval.
   *
   * @param store a persistent window store, as a processor is given it
   * @throws IllegalStateException if this release of Kafka is built otherwise
   */
  static Map<Long, RocksDB> of(WindowStore<?, ?> store) {
    if (!(innermost(store) instanceof AbstractRocksDBSegmentedBytesStore<?> segmented)) {
      throw new IllegalStateException("The store " + store.name() + " is not kept in segments.");
    }
    try {
      Method segments = AbstractRocksDBSegmentedBytesStore.class.getDeclaredMethod("getSegments");
      segments.setAccessible(true);
      Field database = RocksDBStore.class.getDeclaredField("db");
      database.setAccessible(true);
      Map<Long, RocksDB> databases = new TreeMap<>();
      for (Object each : (List<?>) segments.invoke(segmented)) {
        KeyValueSegment files = (KeyValueSegment) each;
        databases.put(files.id(), (RocksDB) database.get(files));
      }
      return databases;
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw otherwise(e);
    }
  }

  /**
   * The open database of a key-value store.
   *
   * @param store a persistent store, as a processor is given it
   * @throws IllegalStateException if this release of Kafka is built otherwise
   */
  static RocksDB of(KeyValueStore<?, ?> store) {
    if (!(innermost(store) instanceof RocksDBStore files)) {
      throw new IllegalStateException("The store " + store.name() + " is not kept in RocksDB.");
    }
    try {
      Field database = RocksDBStore.class.getDeclaredField("db");
      database.setAccessible(true);
      return (RocksDB) database.get(files);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw otherwise(e);
    }
  }

  /** Whether entries are marked as deleted in it whose bytes may still be there. */
  static boolean holdsDeletions(RocksDB files) {
    try {
      return files.getLongProperty(DELETES_IN_MEMORY) > 0
          || files.getPropertiesOfAllTables().values().stream()
              .anyMatch(table -> table.getNumDeletions() > 0);
    } catch (RocksDBException e) {
      return true; // To rewrite once too often is no harm.
    }
  }

  /**
   * How many entries a database has, by its own books and without reading any of them. Its marks of
   * deletions, most of which are the sentinel's and delete nothing, do not count; what was taken
   * out or replaced does until it has been erased.
   *
   * @throws RocksDBException if the books cannot be read
   */
  static long entries(RocksDB files) throws RocksDBException {
    long entries =
        files.getPropertiesOfAllTables().values().stream()
            .mapToLong(table -> table.getNumEntries() - table.getNumDeletions())
            .sum();
    for (String property : IN_MEMORY) {
      entries += files.getLongProperty(property);
    }
    for (String property : DELETED_IN_MEMORY) {
      entries -= files.getLongProperty(property);
    }
    return entries;
  }

  private static IllegalStateException otherwise(Exception cause) {
    return new IllegalStateException(
        "Kafka Streams keeps its stores otherwise than in the release this was written for; see"
            + " SegmentFiles.",
        cause);
  }

  private static StateStore innermost(StateStore store) {
    StateStore inner = store;
    while (inner instanceof WrappedStateStore<?, ?, ?> wrapper) {
      inner = wrapper.wrapped();
    }
    return inner;
  }
}
