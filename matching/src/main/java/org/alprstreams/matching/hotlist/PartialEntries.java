package org.alprstreams.matching.hotlist;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.plate.PlateText;

/**
 * The hotlist's partial entries, ready to be compared with reads. No key finds them, so every read
 * meets every one of them: their number is bounded.
 */
public final class PartialEntries {

  /**
   * Most partial entries that are compared with reads. A comparison takes well under a microsecond,
   * so a read costs less than one more trip to a store.
   */
  public static final int MOST = 1000;

  private final List<Compiled> compiled;
  private final int leftOut;

  private PartialEntries(List<Compiled> compiled, int leftOut) {
    this.compiled = compiled;
    this.leftOut = leftOut;
  }

  private record Compiled(HotlistEntry entry, PartialPlate plate) {}

  /**
   * Compiles entries. Where there are more than {@value #MOST}, those added first are taken, the
   * same ones on every instance. What is no partial plate is left out as well.
   */
  public static PartialEntries of(Collection<HotlistEntry> entries) {
    List<Compiled> taken =
        entries.stream()
            .sorted(
                Comparator.comparing(HotlistEntry::getAddedAt)
                    .thenComparing(HotlistEntry::getEntryId))
            .flatMap(entry -> compiled(entry).stream())
            .limit(MOST)
            .toList();
    return new PartialEntries(taken, entries.size() - taken.size());
  }

  private static Optional<Compiled> compiled(HotlistEntry entry) {
    return PartialPlate.tryParse(entry.getPlateText())
        .filter(plate -> plate.value().equals(entry.getPlateText()))
        .map(plate -> new Compiled(entry, plate));
  }

  /** Whether only a part of the plate is listed, well written or not. */
  public static boolean isPartial(HotlistEntry entry) {
    return PartialPlate.isMeant(entry.getPlateText());
  }

  /** Ids of the entries that are compared with reads. */
  public Set<String> ids() {
    return compiled.stream().map(c -> c.entry().getEntryId()).collect(Collectors.toSet());
  }

  /** Entries that this plate fits, with at most so many look-alike characters. */
  public List<HotlistEntry> fitting(PlateText plate, int mostDifferences) {
    return compiled.stream()
        .filter(candidate -> candidate.plate().match(plate, mostDifferences).isPresent())
        .map(Compiled::entry)
        .toList();
  }

  /** How many entries are not compared: too many, or badly written. */
  public int leftOut() {
    return leftOut;
  }
}
