package org.alprstreams.matching.passage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.alprstreams.avro.CameraPassages;

/**
 * Fingerprints of the looks that a camera's tracker has processed last, so that none votes twice.
 *
 * <p>They lie in blocks, and a look writes its own block only: all of them together are more bytes
 * than the look itself. A new block takes the name of the one that is forgotten for it.
 */
public final class RecentLooks {

  /** None, as of a camera that nothing passed yet. */
  static final RecentLooks NONE = new RecentLooks(List.of());

  private static final int BLOCK = 16;
  private static final int MOST_BLOCKS = PassageRules.MOST_RECENT_LOOKS / BLOCK + 1;
  private static final String PIECE = "looks-";

  private final List<Block> blocks;

  private RecentLooks(List<Block> blocks) {
    this.blocks = blocks;
  }

  /** What these pieces of a camera's state hold, in any order; pieces of other kinds hold none. */
  static RecentLooks of(Collection<CameraPassages> pieces) {
    return new RecentLooks(
        pieces.stream()
            .filter(piece -> !piece.getRecentLooks().isEmpty())
            .map(Block::of)
            .sorted(Comparator.comparingLong(Block::number))
            .toList());
  }

  boolean contains(long fingerprint) {
    for (Block block : blocks) {
      for (long known : block.fingerprints) {
        if (known == fingerprint) {
          return true;
        }
      }
    }
    return false;
  }

  /** These and one more; the oldest are forgotten. */
  RecentLooks with(long fingerprint) {
    List<Block> next = new ArrayList<>(blocks);
    Block last = next.isEmpty() ? new Block(0, new long[0]) : next.remove(next.size() - 1);
    if (last.fingerprints.length >= BLOCK) {
      next.add(last);
      last = new Block(last.number + 1, new long[0]);
    }
    next.add(last.with(fingerprint));
    if (next.size() > MOST_BLOCKS) {
      next.remove(0);
    }
    return new RecentLooks(next);
  }

  /** Pieces, by name, that make these looks of earlier ones. */
  Map<String, CameraPassages> changesSince(RecentLooks before) {
    Map<String, CameraPassages> changes = new HashMap<>();
    for (int i = blocks.size() - 1; i >= 0 && !before.blocks.contains(blocks.get(i)); i--) {
      changes.put(blocks.get(i).name(), blocks.get(i).piece());
    }
    return changes;
  }

  /** Oldest first. */
  LongStream fingerprints() {
    return blocks.stream().flatMapToLong(block -> Arrays.stream(block.fingerprints));
  }

  /** Some that came one after another; blocks are numbered from the camera's first. */
  private static final class Block {

    private final long number;
    private final long[] fingerprints;

    private Block(long number, long[] fingerprints) {
      this.number = number;
      this.fingerprints = fingerprints;
    }

    static Block of(CameraPassages piece) {
      return new Block(
          piece.getBlock(), piece.getRecentLooks().stream().mapToLong(Long::longValue).toArray());
    }

    long number() {
      return number;
    }

    Block with(long fingerprint) {
      long[] more = Arrays.copyOf(fingerprints, fingerprints.length + 1);
      more[fingerprints.length] = fingerprint;
      return new Block(number, more);
    }

    String name() {
      return PIECE + number % MOST_BLOCKS;
    }

    CameraPassages piece() {
      return new CameraPassages(
          List.of(), List.of(), List.of(), Arrays.stream(fingerprints).boxed().toList(), number);
    }
  }
}
