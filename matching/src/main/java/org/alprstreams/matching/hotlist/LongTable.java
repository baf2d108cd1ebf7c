package org.alprstreams.matching.hotlist;

/** Numbers by number, 16 bytes a place. Neither keys nor values are 0. */
final class LongTable {

  private static final int FIRST_CAPACITY = 1 << 10;

  private long[] keys = new long[FIRST_CAPACITY];
  private long[] values = new long[FIRST_CAPACITY];
  private int filled;

  /** The value of a key, or 0 where it has none. */
  long get(long key) {
    return values[find(keys, key)];
  }

  /** Gives a key a value. */
  void put(long key, long value) {
    int place = find(keys, key);
    if (keys[place] == 0) {
      keys[place] = key;
      filled++;
    }
    values[place] = value;
    if (filled > keys.length / 4 * 3) {
      grow();
    }
  }

  private void grow() {
    long[] grownKeys = new long[keys.length * 2];
    long[] grownValues = new long[keys.length * 2];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        int place = find(grownKeys, keys[i]);
        grownKeys[place] = keys[i];
        grownValues[place] = values[i];
      }
    }
    keys = grownKeys;
    values = grownValues;
  }

  private static int find(long[] keys, long key) {
    int place = (int) (key >>> 32) & (keys.length - 1);
    while (keys[place] != 0 && keys[place] != key) {
      place = (place + 1) & (keys.length - 1);
    }
    return place;
  }
}
