package org.alprstreams.ingest.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.ingest.vendor.PlateReading.Alternative;
import org.alprstreams.schemas.plate.PlateText;

/** The further texts that a JSON event lists as {@code candidates}. */
final class Alternatives {

  private static final int MOST = 100;

  /** What is longer than two plates is none, and costs memory when it is aligned with one. */
  private static final int LONGEST = 2 * PlateText.MAX_LENGTH;

  private Alternatives() {}

  /**
   * Those that may be plates; what has other letters, wildcards or too many characters is left out.
   *
   * @param parent has the list, or not
   * @param score the name of a candidate's score, which may be missing
   * @param full the score's upper end
   */
  static List<Alternative> of(JsonField parent, String score, double full) throws EventRefused {
    List<Alternative> alternatives = new ArrayList<>();
    Optional<JsonField> all = parent.optional("candidates");
    if (all.isPresent()) {
      for (JsonField candidate : all.get().elements(MOST)) {
        JsonField plate = candidate.object().required("plate");
        Optional<Double> given = candidate.optionalNumber(score, 0, full);
        of(plate, given.map(s -> s / full)).ifPresent(alternatives::add);
      }
    }
    return alternatives;
  }

  /**
   * A further text, if it may be a plate.
   *
   * @param score 0 to 1, where there is one
   */
  static Optional<Alternative> of(JsonField plate, Optional<Double> score) throws EventRefused {
    String written = plate.text();
    Optional<String> text =
        written.length() > LONGEST ? Optional.empty() : WrittenPlate.clean(written);
    return text.map(t -> new Alternative(t, score));
  }
}
