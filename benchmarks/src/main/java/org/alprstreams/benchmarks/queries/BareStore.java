package org.alprstreams.benchmarks.queries;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The baseline: one RocksDB with as many entries, asked for single ones. */
final class BareStore {

  private static final int VALUE_BYTES = 400;
  private static final long CACHE_BYTES = 128L << 20;

  private BareStore() {}

  /** Milliseconds of each of so many gets. */
  static List<Double> gets(Path directory, int entries, int gets) throws RocksDBException {
    RocksDB.loadLibrary();
    List<Double> millis = new ArrayList<>();
    Random random = new Random(11);
    byte[] value = new byte[VALUE_BYTES];
    try (LRUCache cache = new LRUCache(CACHE_BYTES);
        BloomFilter filter = new BloomFilter();
        Options options =
            new Options()
                .setCreateIfMissing(true)
                .setTableFormatConfig(
                    new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(filter));
        RocksDB db = RocksDB.open(options, directory.toString())) {
      for (int i = 0; i < entries; i++) {
        random.nextBytes(value);
        db.put(key(i), value);
      }
      for (int i = 0; i < 2 * gets; i++) {
        byte[] key = key(random.nextInt(entries));
        long began = System.nanoTime();
        db.get(key);
        if (i >= gets) { // The first half warms up.
          millis.add((System.nanoTime() - began) / 1e6);
        }
      }
    }
    return millis;
  }

  /** In no order, as plates come. */
  private static byte[] key(int number) {
    return Long.toHexString(number * 0x9E3779B97F4A7C15L).getBytes(StandardCharsets.US_ASCII);
  }
}
