package org.alprstreams.ingest.vendor;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alprstreams.schemas.plate.StateCodes;

/**
 * The jurisdiction that issued a plate.
 *
 * @param code two-letter postal code of a state of the United States, or DC
 * @param confidence 0.5 to 1
 */
public record PlateState(String code, double confidence) {

  /** Below it a named state is more likely wrong than right: unknown is better. */
  private static final double LEAST_CONFIDENCE = 0.5;

  private static final Pattern REGION = Pattern.compile("us-([a-z]{2})");

  /**
   * The state that two members of a JSON object name.
   *
   * @param full the confidence's upper end
   */
  static Optional<PlateState> of(JsonField parent, String region, String confidence, double full)
      throws EventRefused {
    Optional<JsonField> code = parent.optional(region);
    Optional<Double> sure = parent.optionalNumber(confidence, 0, full);
    return code.isPresent() && sure.isPresent()
        ? of(code.get().text(), sure.get() / full)
        : Optional.empty();
  }

  /**
   * @param region such as {@code us-ca}
   * @return the state, or empty where the region is no state or not sure enough
   */
  static Optional<PlateState> of(String region, double confidence) {
    Matcher matcher = REGION.matcher(region.toLowerCase(Locale.ROOT));
    if (!matcher.matches() || !(confidence >= LEAST_CONFIDENCE)) {
      return Optional.empty();
    }
    return Optional.of(matcher.group(1).toUpperCase(Locale.ROOT))
        .filter(StateCodes.STATES::contains)
        .map(code -> new PlateState(code, confidence));
  }
}
