package org.alprstreams.service.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One memory budget for all RocksDB instances of the process. By default each takes 50 MiB of cache
 * and three memtables of 16 MiB, and a windowed store has an instance for each segment.
 *
 * <p>Kafka makes an object of this class for every store, so what is shared has to be static. The
 * first store's budget holds for the life of the process.
 */
public final class SharedRocksDbMemory implements RocksDBConfigSetter {

  /** Property with the budget in bytes. */
  static final String BYTES = "alpr.rocksdb.bytes";

  private static final long DEFAULT_BYTES = 128L << 20;
  private static final double HIGH_PRIORITY_SHARE = 0.1;
  private static final long BLOCK_BYTES = 16 << 10;
  private static final long MEMTABLE_BYTES = 4 << 20;
  private static final int MEMTABLES = 2;

  /**
   * What a memtable takes as soon as anything is in it. Kafka Streams keeps each segment of a
   * windowed store open and writes its offsets into it at every commit, so there are hundreds of
   * memtables with next to nothing in them. With RocksDB's default, an eighth of a full one, these
   * alone exceed the budget, and then every single write flushes a file.
   */
  private static final long ARENA_BYTES = 16 << 10;

  /** Room taken on the disk for each manifest; RocksDB's default is 4 MiB for each segment. */
  private static final long MANIFEST_BYTES = 16 << 10;

  private static Cache cache;
  private static WriteBufferManager memtables;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    share(configs);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(cache);
    table.setBlockSize(BLOCK_BYTES);
    // Else index and filter blocks are outside the budget.
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memtables);
    options.setWriteBufferSize(MEMTABLE_BYTES);
    options.setMaxWriteBufferNumber(MEMTABLES);
    options.setArenaBlockSize(ARENA_BYTES);
    options.setManifestPreallocationSize(MANIFEST_BYTES);
    // A manifest names keys of files that are gone: each change of files begins a new one.
    options.setMaxManifestFileSize(1);
  }

  @Override
  public void close(String storeName, Options options) {
    // Cache and write buffer manager are shared by stores that are still open.
  }

  private static synchronized void share(Map<String, Object> configs) {
    if (cache == null) {
      RocksDB.loadLibrary();
      Object configured = configs.get(BYTES);
      long bytes = configured == null ? DEFAULT_BYTES : Long.parseLong(String.valueOf(configured));
      cache = new LRUCache(bytes, -1, false, HIGH_PRIORITY_SHARE);
      memtables = new WriteBufferManager(bytes / 2, cache);
    }
  }
}
