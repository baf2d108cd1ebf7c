package org.alprstreams.matching.hotlist;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;

/**
 * The hotlist's partial entries, ready to be compared with reads. No key finds them, so every read
 * meets every one of them: their number is bounded. Good for the time between two moments at which
 * an entry begins or ends.
 */
public final class PartialEntries {

  /**
   * Most partial entries that are compared with reads. As many take some 3 µs of each read where
   * they begin with known characters and some 46 µs where they begin with {@code *} (JMH, one core
   * of an AMD EPYC, 2026-11-27).
   */
  public static final int MOST = 1000;

  private final Map<String, HotlistEntry> listed;
  private final List<Compiled> compared;
  private final int leftOut;
  private final Instant from;
  private final Instant until;

  private PartialEntries(
      Map<String, HotlistEntry> listed,
      List<Compiled> compared,
      int leftOut,
      Instant from,
      Instant until) {
    this.listed = listed;
    this.compared = compared;
    this.leftOut = leftOut;
    this.from = from;
    this.until = until;
  }

  /**
   * An entry with what its plate asks of a plate key.
   *
   * @param prefix what the key begins with
   * @param keys what the whole key is like
   */
  private record Compiled(HotlistEntry entry, PartialPlate plate, String prefix, Pattern keys) {

    static Compiled of(HotlistEntry entry, PartialPlate plate) {
      return new Compiled(entry, plate, plate.keyPrefix(), plate.keys());
    }

    /** Whether the plate of this key fits if look-alike characters count as the same. */
    boolean mayFit(String key) {
      return key.startsWith(prefix) && keys.matcher(key).matches();
    }
  }

  /**
   * Compiles those entries that alert now. Where there are more than {@value #MOST}, those added
   * first are taken, the same ones on every instance. What is no partial plate is left out as well.
   *
   * @param entries all partial entries that are listed
   */
  public static PartialEntries of(Collection<HotlistEntry> entries, MatchRules rules, Instant now) {
    List<HotlistEntry> alerting =
        entries.stream()
            .filter(entry -> rules.alerts(entry, now))
            .sorted(
                Comparator.comparing(HotlistEntry::getAddedAt)
                    .thenComparing(HotlistEntry::getEntryId))
            .toList();
    List<Compiled> compared =
        alerting.stream().flatMap(entry -> compiled(entry).stream()).limit(MOST).toList();
    return new PartialEntries(
        entries.stream().collect(Collectors.toMap(HotlistEntry::getEntryId, Function.identity())),
        compared,
        alerting.size() - compared.size(),
        now,
        entries.stream()
            .flatMap(entry -> Stream.of(entry.getEffectiveAt(), entry.getExpiresAt()))
            .filter(moment -> moment != null && moment.isAfter(now))
            .min(Instant::compareTo)
            .orElse(Instant.MAX));
  }

  private static Optional<Compiled> compiled(HotlistEntry entry) {
    return PartialPlate.tryParse(entry.getPlateText())
        .filter(plate -> plate.value().equals(entry.getPlateText()))
        .map(plate -> Compiled.of(entry, plate));
  }

  /** Whether only a part of the plate is listed, well written or not. */
  public static boolean isPartial(HotlistEntry entry) {
    return PartialPlate.isMeant(entry.getPlateText());
  }

  /** Whether this holds at a time: no entry has begun or ended between, nor the clock gone back. */
  public boolean isOf(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }

  /** All that are listed, compared with reads or not, by id. */
  public Map<String, HotlistEntry> listed() {
    return listed;
  }

  /** Entries that this plate fits, with at most so many look-alike characters. */
  public List<HotlistEntry> fitting(PlateText plate, int mostDifferences) {
    // Comparing all in full took a fifth of a millisecond of each read.
    String key = PlateKey.of(plate).value();
    return compared.stream()
        .filter(candidate -> candidate.mayFit(key))
        .filter(candidate -> candidate.plate().match(plate, mostDifferences).isPresent())
        .map(Compiled::entry)
        .toList();
  }

  /** How many entries that alert are not compared: too many, or badly written. */
  public int leftOut() {
    return leftOut;
  }
}
