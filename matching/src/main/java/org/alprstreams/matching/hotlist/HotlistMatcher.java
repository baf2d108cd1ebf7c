package org.alprstreams.matching.hotlist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.Difference;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.MatchKind;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.StateMatch;
import org.alprstreams.matching.look.CharacterDistribution;
import org.alprstreams.schemas.plate.LookAlikes;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Compares a read with an entry, character by character. Reads and entries meet on the plate key;
 * this says what the meeting is worth.
 */
public final class HotlistMatcher {

  /** A state read with less than even odds counts as not read. */
  private static final double STATE_READ = 0.5;

  private final MatchRules rules;

  public HotlistMatcher(MatchRules rules) {
    this.rules = rules;
  }

  /**
   * The match, or empty where there is none: the entry's category raises no alert, it is not in
   * force, or the texts differ in more than look-alikes or in too many of them. Where only a part
   * of the plate is listed other vehicles fit as well, so that the match is never exact.
   *
   * @param now decides whether the entry is in force
   */
  public Optional<Match> match(PlateRead read, HotlistEntry entry, Instant now) {
    if (!rules.alertable().contains(entry.getCategory()) || !isInForce(entry, now)) {
      return Optional.empty();
    }
    boolean partial = PartialEntries.isPartial(entry);
    Optional<List<Difference>> differences =
        partial
            ? fromPart(read, new PartialPlate(entry.getPlateText()))
            : differences(read, entry.getPlateText());
    return differences
        .filter(found -> found.size() <= rules.maxDifferences())
        .map(found -> match(read, entry, partial, found));
  }

  /** Whether an entry alerts at this time: effective already, and not expired. */
  static boolean isInForce(HotlistEntry entry, Instant now) {
    return !now.isBefore(entry.getEffectiveAt())
        && (entry.getExpiresAt() == null || now.isBefore(entry.getExpiresAt()));
  }

  private static Match match(
      PlateRead read, HotlistEntry entry, boolean partial, List<Difference> differences) {
    MatchKind kind = differences.isEmpty() && !partial ? MatchKind.EXACT : MatchKind.LOOKALIKE;
    StateMatch state = state(read, entry);
    boolean doubtful = kind == MatchKind.LOOKALIKE || state == StateMatch.MISMATCH;
    boolean lowered = doubtful && entry.getPriority() == Priority.HIGH;
    return new Match(
        entry, kind, partial, differences, state, lowered ? Priority.MEDIUM : entry.getPriority());
  }

  private Optional<List<Difference>> fromPart(PlateRead read, PartialPlate listed) {
    return listed
        .match(new PlateText(read.getPlateText()), rules.maxDifferences())
        .map(
            substitutions ->
                substitutions.stream()
                    .map(
                        s ->
                            difference(
                                s.position(),
                                s.read(),
                                s.listed(),
                                read.getCharacters().get(s.position())))
                    .toList());
  }

  /** Where the texts differ, or empty where they differ in more than look-alikes. */
  private static Optional<List<Difference>> differences(PlateRead read, String listed) {
    String text = read.getPlateText();
    if (text.length() != listed.length()) {
      return Optional.empty();
    }
    List<Difference> differences = new ArrayList<>();
    for (int position = 0; position < text.length(); position++) {
      char ours = text.charAt(position);
      char theirs = listed.charAt(position);
      if (!LookAlikes.same(ours, theirs)) {
        return Optional.empty();
      }
      if (ours != theirs) {
        differences.add(difference(position, ours, theirs, read.getCharacters().get(position)));
      }
    }
    return Optional.of(List.copyOf(differences));
  }

  private static Difference difference(
      int position, char read, char listed, CharacterReading reading) {
    CharacterDistribution distribution = CharacterDistribution.of(reading);
    return new Difference(
        position,
        String.valueOf(read),
        String.valueOf(listed),
        (float) distribution.probability(read),
        (float) distribution.probability(listed));
  }

  private static StateMatch state(PlateRead read, HotlistEntry entry) {
    if (read.getState() == null
        || read.getStateConfidence() < STATE_READ
        || entry.getState() == null) {
      return StateMatch.UNKNOWN;
    }
    return read.getState().equals(entry.getState()) ? StateMatch.MATCH : StateMatch.MISMATCH;
  }
}
