package org.alprstreams.service.rocksdb;

import java.lang.reflect.AccessibleObject;
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
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * The RocksDB behind a store: of one segment of a window store, or of a key-value store. Kafka
 * offers no way to it, and without one a deleted entry's bytes would stay in their file for as long
 * as the segment does; so this reaches inside, here and nowhere else, and tests pin what it relies
 * on.
 *
 * @param database open for as long as the store, or the segment, is
 * @param entries the column family that the store's entries are in; a store with timestamps has
 *     them in one of its own
 */
public record StoreFiles(RocksDB database, ColumnFamilyHandle entries) {

  private static final String DELETES_IN_MEMORY = "rocksdb.num-deletes-active-mem-table";
  private static final List<String> IN_MEMORY =
      List.of("rocksdb.num-entries-active-mem-table", "rocksdb.num-entries-imm-mem-tables");
  private static final List<String> DELETED_IN_MEMORY =
      List.of(DELETES_IN_MEMORY, "rocksdb.num-deletes-imm-mem-tables");

  /** Where Kafka's accessors of column families have the one that is written to. */
  private static final Map<String, String> WRITTEN =
      Map.of(
          "SingleColumnFamilyAccessor", "columnFamily",
          "DualColumnFamilyAccessor", "newColumnFamily");

  /**
   * The open databases of a store, by number of the segment: its start divided by its interval.
   *
   * @param store a persistent window store, as a processor is given it
   * @throws IllegalStateException if this release of Kafka is built otherwise
   */
  public static Map<Long, StoreFiles> of(WindowStore<?, ?> store) {
    if (!(innermost(store) instanceof AbstractRocksDBSegmentedBytesStore<?> segmented)) {
      throw new IllegalStateException("The store " + store.name() + " is not kept in segments.");
    }
    try {
      Method segments = AbstractRocksDBSegmentedBytesStore.class.getDeclaredMethod("getSegments");
      Map<Long, StoreFiles> files = new TreeMap<>();
      for (Object each : (List<?>) opened(segments).invoke(segmented)) {
        KeyValueSegment segment = (KeyValueSegment) each;
        files.put(segment.id(), behind(segment));
      }
      return files;
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw otherwise(e);
    }
  }

  /**
   * The open database of a key-value store.
   *
   * @param store a persistent store, with timestamps or without, as a processor is given it
   * @throws IllegalStateException if this release of Kafka is built otherwise
   */
  public static StoreFiles of(KeyValueStore<?, ?> store) {
    if (!(innermost(store) instanceof RocksDBStore files)) {
      throw new IllegalStateException("The store " + store.name() + " is not kept in RocksDB.");
    }
    try {
      return behind(files);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw otherwise(e);
    }
  }

  /** Whether entries are marked as deleted in it whose bytes may still be there. */
  public boolean holdDeletions() {
    try {
      return database.getLongProperty(entries, DELETES_IN_MEMORY) > 0
          || database.getPropertiesOfAllTables(entries).values().stream()
              .anyMatch(table -> table.getNumDeletions() > 0);
    } catch (RocksDBException e) {
      return true; // To rewrite once too often is no harm.
    }
  }

  /** Into how many sorted runs a search has to look: each file of the first level is one. */
  public int sortedRuns() {
    return database.getColumnFamilyMetaData(entries).levels().stream()
        .mapToInt(
            level -> level.level() == 0 ? level.files().size() : Math.min(1, level.files().size()))
        .sum();
  }

  /**
   * How many entries a database has, by its own books and without reading any of them. Its marks of
   * deletions, most of which are the sentinel's and delete nothing, do not count; what was taken
   * out or replaced does until it has been erased.
   *
   * @throws RocksDBException if the books cannot be read
   */
  public long count() throws RocksDBException {
    long count =
        database.getPropertiesOfAllTables(entries).values().stream()
            .mapToLong(table -> table.getNumEntries() - table.getNumDeletions())
            .sum();
    for (String property : IN_MEMORY) {
      count += database.getLongProperty(entries, property);
    }
    for (String property : DELETED_IN_MEMORY) {
      count -= database.getLongProperty(entries, property);
    }
    return count;
  }

  private static StoreFiles behind(RocksDBStore store) throws ReflectiveOperationException {
    RocksDB database = (RocksDB) value(RocksDBStore.class, "db", store);
    Object accessor = value(RocksDBStore.class, "cfAccessor", store);
    String field = WRITTEN.get(accessor.getClass().getSimpleName());
    if (field == null) {
      throw new NoSuchFieldException(accessor.getClass().getName());
    }
    return new StoreFiles(
        database, (ColumnFamilyHandle) value(accessor.getClass(), field, accessor));
  }

  private static Object value(Class<?> of, String field, Object object)
      throws ReflectiveOperationException {
    return opened(of.getDeclaredField(field)).get(object);
  }

  private static <T extends AccessibleObject> T opened(T member) {
    member.setAccessible(true);
    return member;
  }

  private static IllegalStateException otherwise(Exception cause) {
    return new IllegalStateException(
        "Kafka Streams keeps its stores otherwise than in the release this was written for; see"
            + " StoreFiles.",
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
