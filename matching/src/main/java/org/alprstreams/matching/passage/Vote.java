package org.alprstreams.matching.passage;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.matching.look.CharacterDistribution;
import org.alprstreams.schemas.plate.PlateText;

/**
 * What several looks at one vehicle agree on, whatever their order.
 *
 * <p>The number of characters is voted first, each look weighing as much as its weakest character
 * is sure; then the looks of that length vote at each position with their distributions ({@link
 * CharacterDistribution#combine}).
 *
 * @param text the most probable text
 * @param characters one combined distribution for each character
 * @param confidence probability of the weakest character, 0 to 1
 * @param lengthShare share of the weight that voted for this number of characters, 0 to 1
 * @param state the state read, or empty where no look read one
 * @param stateShare share that it has of the weight of the looks that read a state, 0 to 1
 * @param stateConfidence mean confidence in it of the looks that read any state, 0 to 1
 */
record Vote(
    PlateText text,
    List<CharacterDistribution> characters,
    double confidence,
    double lengthShare,
    Optional<String> state,
    double stateShare,
    double stateConfidence) {

  /** What a look weighs that names a state but not how sure it is of it. */
  private static final double UNSTATED = 0.5;

  /**
   * @throws IllegalArgumentException if there are no looks
   */
  static Vote of(List<Look> looks) {
    Map<Integer, Double> weights =
        looks.stream()
            .collect(
                Collectors.groupingBy(
                    look -> look.text().length(),
                    TreeMap::new,
                    Collectors.summingDouble(Vote::weight)));
    Map.Entry<Integer, Double> length =
        weights.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .orElseThrow(() -> new IllegalArgumentException("A vote needs at least one look."));
    double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    List<Look> voters =
        looks.stream().filter(look -> look.text().length() == length.getKey()).toList();
    List<CharacterDistribution> characters =
        IntStream.range(0, length.getKey()).mapToObj(i -> atPosition(voters, i)).toList();
    String text =
        characters.stream().map(c -> String.valueOf(c.best())).collect(Collectors.joining());
    double confidence =
        characters.stream().mapToDouble(c -> c.probability(c.best())).min().orElseThrow();
    List<Look> withState = looks.stream().filter(l -> l.candidate().getState() != null).toList();
    double allStates = withState.stream().mapToDouble(Vote::stateWeight).sum();
    Optional<Map.Entry<String, Double>> state = state(withState);
    return new Vote(
        new PlateText(text),
        characters,
        confidence,
        length.getValue() / all,
        state.map(Map.Entry::getKey),
        state.map(best -> best.getValue() / allStates).orElse(0.0),
        state.map(best -> best.getValue() / withState.size()).orElse(0.0));
  }

  List<CharacterReading> readings() {
    return characters.stream().map(CharacterDistribution::toReading).toList();
  }

  private static CharacterDistribution atPosition(List<Look> voters, int position) {
    return CharacterDistribution.combine(
        voters.stream().map(look -> look.characters().get(position)).toList());
  }

  private static double weight(Look look) {
    return look.fit(look.text());
  }

  private static double stateWeight(Look look) {
    float confidence = look.candidate().getStateConfidence();
    return confidence > 0 ? confidence : UNSTATED;
  }

  private static Optional<Map.Entry<String, Double>> state(List<Look> withState) {
    return withState.stream()
        .collect(
            Collectors.groupingBy(
                look -> look.candidate().getState(),
                TreeMap::new,
                Collectors.summingDouble(Vote::stateWeight)))
        .entrySet()
        .stream()
        .max(
            Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
  }

  /** The more sure look for this text first; of equals the larger plate, then the earlier look. */
  Comparator<Look> bestFirst() {
    return Comparator.comparingDouble((Look look) -> -look.fit(text))
        .thenComparing(look -> -look.box().getWidth())
        .thenComparing(Look::capturedAt)
        .thenComparing(Look::id);
  }
}
