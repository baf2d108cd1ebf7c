package org.alprstreams.matching.hotlist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.Difference;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.MatchKind;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.StateMatch;
import org.alprstreams.matching.look.CharacterDistribution;
import org.alprstreams.matching.look.StateReading;
import org.alprstreams.schemas.plate.LookAlikes;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Compares a read with an entry, character by character. Reads and entries meet on the plate key;
 * this says what the meeting is worth.
 */
public final class HotlistMatcher {

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
    if (!rules.alerts(entry, now)) {
      return Optional.empty();
    }
    boolean partial = PartialEntries.isPartial(entry);
    Optional<List<Difference>> differences =
        partial
            ? fromPart(read, new PartialPlate(entry.getPlateText()))
            : differences(read, entry.getPlateText());
    return differences
        .filter(found -> found.size() <= rules.maxDifferences())
        .map(found -> match(entry, partial, found, state(read, entry)));
  }

  /**
   * What an alert's match is worth now that its entry, of the same plate, says something else;
   * empty where the entry raises no alert any more.
   *
   * @param now decides whether the entry is in force
   */
  public Optional<Match> again(Alert alert, HotlistEntry entry, Instant now) {
    return rules.alerts(entry, now)
        ? Optional.of(match(entry, alert.getPartial(), alert.getDifferences(), state(alert, entry)))
        : Optional.empty();
  }

  private static Match match(
      HotlistEntry entry, boolean partial, List<Difference> differences, StateMatch state) {
    MatchKind kind = differences.isEmpty() && !partial ? MatchKind.EXACT : MatchKind.LOOKALIKE;
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
    Optional<String> seen = StateReading.of(read.getState(), read.getStateConfidence());
    if (seen.isEmpty() || entry.getState() == null) {
      return StateMatch.UNKNOWN;
    }
    return seen.get().equals(entry.getState()) ? StateMatch.MATCH : StateMatch.MISMATCH;
  }

  /**
   * An alert does not say how sure its state was read, unless it was compared already; where that
   * is open, another state speaks against the match and the same one not for it.
   */
  private static StateMatch state(Alert alert, HotlistEntry entry) {
    if (Objects.equals(alert.getListedState(), entry.getState())) {
      return alert.getStateMatch();
    }
    if (alert.getReadState() == null || entry.getState() == null) {
      return StateMatch.UNKNOWN;
    }
    if (!alert.getReadState().equals(entry.getState())) {
      return StateMatch.MISMATCH;
    }
    return alert.getStateMatch() == StateMatch.UNKNOWN ? StateMatch.UNKNOWN : StateMatch.MATCH;
  }
}
