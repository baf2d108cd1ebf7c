package org.alprstreams.matching.hotlist;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.alprstreams.schemas.identity.DerivedId;

/**
 * One list as it is and as its file wants it, without the entries themselves: by entry id, a digest
 * of what the entry says before and after, and the file's line. 36 bytes an entry and place kept
 * free, where a map of entries takes a kilobyte: a list of a million fits into a small heap.
 */
final class ListTable {

  private static final int FIRST_CAPACITY = 1 << 10;
  private static final double MOST_FILLED = 0.75;

  /** A table's arrays while they grow, and the spellings beside it, bytes a place. */
  private static final int BYTES_A_PLACE = 80;

  /** What the rest of a command needs of the heap, at most. */
  private static final double SHARE_OF_HEAP = 0.75;

  private final int mostCapacity;
  private long[] high = new long[FIRST_CAPACITY];
  private long[] low = new long[FIRST_CAPACITY];
  private long[] before = new long[FIRST_CAPACITY];
  private long[] after = new long[FIRST_CAPACITY];
  private int[] lines = new int[FIRST_CAPACITY];
  private int filled;

  /** Entries of the list whose ids are none of ours: whoever made them, no file has them. */
  private final Set<String> foreign = new HashSet<>();

  /** A table as large as this process's heap allows. */
  ListTable() {
    this(Runtime.getRuntime().maxMemory());
  }

  /**
   * @param heap bytes that this process may use
   */
  ListTable(long heap) {
    long places = (long) (heap * SHARE_OF_HEAP) / BYTES_A_PLACE;
    mostCapacity = (int) Math.max(FIRST_CAPACITY, Long.highestOneBit(Math.min(places, 1L << 29)));
  }

  /** How many entries, before and after together, it takes. */
  long limit() {
    return (long) (mostCapacity * MOST_FILLED);
  }

  /**
   * Notes what an entry says now.
   *
   * @param entryId as the topic has it
   * @param digest 0 if it is not on the list
   * @throws TooManyEntriesException if there is no room
   */
  void before(String entryId, long digest) {
    Optional<UUID> id = DerivedId.parse(entryId);
    if (id.isEmpty()) {
      if (digest == 0) {
        foreign.remove(entryId);
      } else {
        foreign.add(entryId);
      }
    } else if (digest != 0 || !isFree(find(id.get()))) {
      int place = place(id.get()); // First, since the arrays may grow.
      before[place] = digest;
    }
  }

  /**
   * Notes what the file says of an entry.
   *
   * @param digest not 0
   * @param line the file's line
   * @return 0, or the line of the file that said something of this entry before; then nothing is
   *     noted
   * @throws TooManyEntriesException if there is no room
   */
  int after(String entryId, long digest, int line) {
    int place = place(UUID.fromString(entryId));
    if (after[place] != 0) {
      return lines[place];
    }
    after[place] = digest;
    lines[place] = line;
    return 0;
  }

  /** Whether this line of the file says something new of the entry. */
  boolean isChange(String entryId, int line) {
    int place = find(UUID.fromString(entryId));
    return lines[place] == line && after[place] != 0 && after[place] != before[place];
  }

  /** The ids of the entries that the file no longer has. */
  void forEachRemoved(Consumer<String> taker) {
    foreign.forEach(taker);
    for (int i = 0; i < high.length; i++) {
      if (before[i] != 0 && after[i] == 0) {
        taker.accept(new UUID(high[i], low[i]).toString());
      }
    }
  }

  /** How before and after differ. */
  Difference difference() {
    long was = foreign.size();
    long is = 0;
    long added = 0;
    long changed = 0;
    for (int i = 0; i < high.length; i++) {
      was += before[i] != 0 ? 1 : 0;
      is += after[i] != 0 ? 1 : 0;
      added += before[i] == 0 && after[i] != 0 ? 1 : 0;
      changed += before[i] != 0 && after[i] != 0 && before[i] != after[i] ? 1 : 0;
    }
    return new Difference(was, is, added, changed, was + added - is);
  }

  private int place(UUID id) {
    int place = find(id);
    if (isFree(place)) {
      if (filled + 1 > high.length * MOST_FILLED) {
        grow();
        place = find(id);
      }
      high[place] = id.getMostSignificantBits();
      low[place] = id.getLeastSignificantBits();
      filled++;
    }
    return place;
  }

  /** Where the entry is, or the free place where it would be. */
  private int find(UUID id) {
    long h = id.getMostSignificantBits();
    long l = id.getLeastSignificantBits();
    int place = hash(h, l) & (high.length - 1);
    while (!isFree(place) && (high[place] != h || low[place] != l)) {
      place = (place + 1) & (high.length - 1);
    }
    return place;
  }

  private static int hash(long h, long l) {
    long mixed = (h ^ l) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 32);
  }

  private boolean isFree(int place) {
    return high[place] == 0 && low[place] == 0;
  }

  private void grow() {
    if (high.length >= mostCapacity) {
      throw new TooManyEntriesException(limit());
    }
    long[] oldHigh = high;
    long[] oldLow = low;
    int[] places = new int[oldHigh.length];
    int capacity = oldHigh.length * 2;
    high = new long[capacity];
    low = new long[capacity];
    for (int i = 0; i < oldHigh.length; i++) {
      if (oldHigh[i] != 0 || oldLow[i] != 0) {
        places[i] = find(new UUID(oldHigh[i], oldLow[i]));
        high[places[i]] = oldHigh[i];
        low[places[i]] = oldLow[i];
      } else {
        places[i] = -1;
      }
    }
    before = moved(before, places, capacity);
    after = moved(after, places, capacity);
    int[] oldLines = lines;
    lines = new int[capacity];
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        lines[places[i]] = oldLines[i];
      }
    }
  }

  private static long[] moved(long[] values, int[] places, int capacity) {
    long[] moved = new long[capacity];
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        moved[places[i]] = values[i];
      }
    }
    return moved;
  }

  /**
   * How a list differs from what it was.
   *
   * @param before how many entries there were
   * @param after how many there will be
   * @param added how many are new
   * @param changed how many say something else
   * @param removed how many go
   */
  record Difference(long before, long after, long added, long changed, long removed) {

    /** How many records it takes to make it. */
    long changes() {
      return added + changed + removed;
    }

    /** Share of the entries there were that go, 0 to 1. */
    double shrinkShare() {
      return before == 0 ? 0 : (double) removed / before;
    }
  }

  /** A list with more entries than this process's memory is for. */
  static final class TooManyEntriesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyEntriesException(long limit) {
      super(
          "The list has more entries, old and new together, than the "
              + "%,d".formatted(limit)
              + " for which this command has memory: give it more, as with ALPR_HEAP=1g.");
    }
  }
}
