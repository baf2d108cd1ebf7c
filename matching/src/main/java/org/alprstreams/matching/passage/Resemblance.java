package org.alprstreams.matching.passage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.matching.look.CharacterDistribution;

/**
 * Whether a look shows the vehicle of a passage, by text, time and place in the image.
 *
 * <p>Texts are aligned as in an edit distance. Where the most probable characters differ, the
 * disagreement is as large as the less insistent side is sure of its own character against the
 * other's: two confident readers of different characters disagree by nearly 1, a doubtful look
 * hardly disagrees at all. An inserted character disagrees by 1. How much is tolerated depends on
 * how likely it is, by place and time, that it is another vehicle:
 *
 * <ul>
 *   <li>the same place within {@link #MOMENT}, or where the vehicle should be by then: nearly half
 *       of the characters, since no vehicle takes another's place so quickly;
 *   <li>near within {@link #MOMENT}, while the vehicle's way is not known: one confident character;
 *   <li>near, otherwise: less than one confident character, so that neighbours in a fleet stay
 *       apart;
 *   <li>far away: the same text only.
 * </ul>
 *
 * Two plates seen in one frame are two vehicles, unless they are at the same place. Where the
 * camera follows vehicles itself, its word comes first: one track is one vehicle whatever is read,
 * and two tracks are one vehicle only where their texts are the same, or where it says that the
 * vehicle is parked and reads it again, much later and as another track, at the same place.
 */
final class Resemblance {

  /**
   * No vehicle follows another more closely than this at one place: at 60 km/h in heavy traffic it
   * takes some 0.8 s.
   */
  static final Duration MOMENT = Duration.ofMillis(600);

  private static final double SHARE_AT_SAME_PLACE = 0.45;
  private static final double ONE_CONFIDENT = 1.5;
  private static final double LESS_THAN_ONE = 0.8;
  private static final double SAME_TEXT = 0.3;

  /** A chance of 0.02 that two readings, as they say themselves, are of one plate. */
  private static final double LEAST_PROBABLE = -Math.log(0.02);

  /** A chance of 0.1 that one of two readings of a plate has a character more. */
  private static final double ONE_MORE = -Math.log(0.1);

  private final PassageRules rules;

  Resemblance(PassageRules rules) {
    this.rules = rules;
  }

  /** How much passage and look disagree, 0 or more, or empty where they are two vehicles. */
  OptionalDouble disagreement(Passage passage, Look look) {
    if (passage.follows(look)) {
      return OptionalDouble.of(0);
    }
    boolean parked = passage.isParkedWith(look);
    Duration apart = apart(look.capturedAt(), passage.firstSeenAt(), passage.lastSeenAt());
    if (apart.compareTo(parked ? rules.parkedGap() : rules.gap()) > 0) {
      return OptionalDouble.empty();
    }
    Look nearest = passage.nearestInTime(look.capturedAt());
    Place place = Place.between(nearest.box(), look.box(), rules.placeTolerance());
    // Other makers' cameras report the plates of a frame one by one. Of a whole second there may be
    // several frames, and in them a vehicle that moves.
    boolean oneInstant =
        nearest.capturedAt().equals(look.capturedAt()) && look.capturedAt().getNano() != 0;
    boolean oneFrame = oneInstant || passage.hasFrame(look.candidate().getFrameId());
    if (place != Place.SAME && oneFrame) {
      return OptionalDouble.empty();
    }
    double disagreement = disagreement(passage.vote().characters(), look.characters());
    Duration since = Duration.between(nearest.capturedAt(), look.capturedAt()).abs();
    boolean otherTrack = look.track().isPresent() && nearest.track().isPresent();
    boolean withinMoment = since.compareTo(MOMENT) <= 0;
    double tolerated =
        otherTrack
            ? (parked ? LESS_THAN_ONE : SAME_TEXT)
            : tolerated(
                place,
                withinMoment,
                withinMoment ? passage.expectedAt(look.capturedAt()) : Optional.empty(),
                look);
    return disagreement <= tolerated ? OptionalDouble.of(disagreement) : OptionalDouble.empty();
  }

  /**
   * How much a vehicle at rest and a look disagree, or empty where the look shows another one: the
   * same text at the same place, or the same track wherever it is. There one plate has to be
   * readable in both ways, since a camera that starts again numbers from the beginning, unless the
   * look is the final word that the camera announced. What else is seen elsewhere has moved, and
   * passes anew.
   */
  OptionalDouble resumption(Passage resting, Look look) {
    Duration hidden = Duration.between(resting.lastSeenAt(), look.capturedAt()).abs();
    if (hidden.compareTo(rules.parkedGap()) > 0 || !resting.isAwaiting(look)) {
      return OptionalDouble.empty();
    }
    if (resting.follows(look)) {
      return resting.isPairedWith(look)
              || mayReadTheSame(resting.vote().characters(), look.characters())
          ? OptionalDouble.of(0)
          : OptionalDouble.empty();
    }
    double disagreement = disagreement(resting.vote().characters(), look.characters());
    return disagreement <= LESS_THAN_ONE ? OptionalDouble.of(disagreement) : OptionalDouble.empty();
  }

  /**
   * Whether a look may be of the vehicle that was seen there and then: by place and time, and by
   * text, unless it was there so shortly before that no other vehicle took its place. What one
   * picture shows at two places are two things.
   *
   * @param shown what that vehicle's plate was read as; empty where nobody knows any more
   */
  boolean mayBeOf(List<CharacterDistribution> shown, BoundingBox box, Instant seenAt, Look look) {
    if (Duration.between(seenAt, look.capturedAt()).abs().compareTo(rules.gap()) > 0) {
      return false;
    }
    return switch (Place.between(box, look.box(), rules.placeTolerance())) {
      case SAME -> isMomentApart(seenAt, look) || mayReadTheSame(shown, look.characters());
      case NEAR -> !seenAt.equals(look.capturedAt()) && mayReadTheSame(shown, look.characters());
      case FAR -> false;
    };
  }

  /**
   * Whether the camera itself says that a look shows a vehicle that is parked where one was seen
   * then: of such a vehicle it may say nothing for minutes.
   */
  boolean isParkedAt(BoundingBox box, Instant seenAt, Look look) {
    return look.isParked()
        && Place.isSame(box, look.box())
        && Duration.between(seenAt, look.capturedAt()).abs().compareTo(rules.parkedGap()) <= 0;
  }

  /**
   * Whether one plate may be read in both ways: whether what they say themselves leaves a chance of
   * {@link #LEAST_PROBABLE} that in each place where they differ the less sure one is wrong. So a
   * doubtful look that differs in three characters may be of the same plate, and one that is nine
   * tenths sure of two is not.
   *
   * @param a empty where nothing is known, which tells nothing apart
   */
  static boolean mayReadTheSame(List<CharacterDistribution> a, List<CharacterDistribution> b) {
    return a.isEmpty() || aligned(a, b, Resemblance::improbability, ONE_MORE) <= LEAST_PROBABLE;
  }

  /** Whether a text is a part of another, as of a plate that is only partly in the picture. */
  static boolean isCutOff(String text, String whole) {
    return text.length() < whole.length() && whole.contains(text);
  }

  /** Of a chance, so that those of several places add up. */
  private static double improbability(CharacterDistribution a, CharacterDistribution b) {
    char ours = a.best();
    char theirs = b.best();
    return ours == theirs ? 0 : -Math.log1p(-Math.min(a.probability(ours), b.probability(theirs)));
  }

  /** Whether it was seen so shortly before or after that no other vehicle took its place. */
  static boolean isMomentApart(Instant seenAt, Look look) {
    return Duration.between(seenAt, look.capturedAt()).abs().compareTo(MOMENT) <= 0;
  }

  private static double tolerated(
      Place place, boolean withinMoment, Optional<BoundingBox> expected, Look look) {
    boolean asExpected = expected.filter(box -> Place.isSame(box, look.box())).isPresent();
    if (withinMoment && (place == Place.SAME || asExpected)) {
      return Math.max(ONE_CONFIDENT, SHARE_AT_SAME_PLACE * look.text().length());
    }
    if (place == Place.FAR) {
      return SAME_TEXT;
    }
    return withinMoment && expected.isEmpty() ? ONE_CONFIDENT : LESS_THAN_ONE;
  }

  private static Duration apart(Instant at, Instant first, Instant last) {
    if (at.isBefore(first)) {
      return Duration.between(at, first);
    }
    return at.isAfter(last) ? Duration.between(last, at) : Duration.ZERO;
  }

  static double disagreement(List<CharacterDistribution> a, List<CharacterDistribution> b) {
    return aligned(a, b, Resemblance::disagreement, 1);
  }

  /**
   * The least that two texts cost when they are aligned, as in an edit distance.
   *
   * @param substituted what two characters in one place cost
   * @param inserted what a character costs that the other text does not have
   */
  private static double aligned(
      List<CharacterDistribution> a,
      List<CharacterDistribution> b,
      ToDoubleBiFunction<CharacterDistribution, CharacterDistribution> substituted,
      double inserted) {
    double[] previous = new double[b.size() + 1];
    for (int j = 1; j <= b.size(); j++) {
      previous[j] = j * inserted;
    }
    for (int i = 1; i <= a.size(); i++) {
      double[] row = new double[b.size() + 1];
      row[0] = i * inserted;
      for (int j = 1; j <= b.size(); j++) {
        double both = previous[j - 1] + substituted.applyAsDouble(a.get(i - 1), b.get(j - 1));
        row[j] = Math.min(both, inserted + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.size()];
  }

  private static double disagreement(CharacterDistribution a, CharacterDistribution b) {
    char ours = a.best();
    char theirs = b.best();
    if (ours == theirs) {
      return 0;
    }
    return Math.min(
        a.probability(ours) - a.probability(theirs), b.probability(theirs) - b.probability(ours));
  }
}
