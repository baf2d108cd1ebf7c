package org.alprstreams.ingest.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.ingest.vendor.PlateReading.Alternative;

/** The further texts that a JSON event lists as {@code candidates}. */
final class Alternatives {

  private static final int MOST = 100;

  private Alternatives() {}

  /**
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
        Optional<String> text = WrittenPlate.clean(plate.text());
        Optional<Double> given = candidate.optionalNumber(score, 0, full);
        text.ifPresent(t -> alternatives.add(new Alternative(t, given.map(s -> s / full))));
      }
    }
    return alternatives;
  }
}
