package org.alprstreams.schemas.plate;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two-letter postal codes of those who issue plates. */
public final class StateCodes {

  /** The states of the United States, and DC. */
  public static final Set<String> STATES =
      codes(
          "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV"
              + " NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY");

  private static final Set<String> TERRITORIES = codes("AS GU MP PR VI");

  /** The provinces and territories of Canada, whose plates drive here too. */
  private static final Set<String> PROVINCES = codes("AB BC MB NB NL NS NT NU ON PE QC SK YT");

  /** The federal government, and Mexico as a whole. */
  private static final Set<String> NATIONS = codes("US MX");

  private static final Set<String> ALL =
      Stream.of(STATES, TERRITORIES, PROVINCES, NATIONS)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  private StateCodes() {}

  /** Whether somebody issues plates under this code, upper case. */
  public static boolean isKnown(String code) {
    return ALL.contains(code);
  }

  private static Set<String> codes(String codes) {
    return Set.of(codes.split(" "));
  }
}
