package org.alprstreams.retention.audit;

import java.util.Optional;
import java.util.stream.Stream;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Whether a record concerns a plate: it names it, a plate that looks alike, or a part of a plate
 * that fits it, among its elements ({@code plate}, {@code plates} with commas between, or what a
 * read was corrected to).
 *
 * @param plate the plate
 */
record PlateSubject(PlateText plate) {

  /** How a record concerns the plate. */
  enum Match {
    /** It names exactly this plate. */
    EXACT,
    /** It names a plate of the same plate key, such as O instead of 0. */
    LOOKALIKE,
    /**
     * It is of a search by a part of a plate that fits this one, look-alikes counted as the same:
     * whether this one was shown, the record does not say.
     */
    PART
  }

  Optional<Match> match(AccessRecord record) {
    return Stream.of("plate", "plates", "correctedTo")
        .flatMap(name -> Stream.ofNullable(record.getElements().get(name)))
        .flatMap(named -> Stream.of(named.split(",")))
        .flatMap(named -> match(named).stream())
        .min(Match::compareTo);
  }

  private Optional<Match> match(String named) {
    return PartialPlate.isMeant(named)
        ? PartialPlate.tryParse(named)
            .flatMap(part -> part.match(plate, plate.length()))
            .map(fits -> Match.PART)
        : PlateText.tryParse(named).flatMap(this::match);
  }

  private Optional<Match> match(PlateText named) {
    if (named.equals(plate)) {
      return Optional.of(Match.EXACT);
    }
    return PlateKey.of(named).equals(PlateKey.of(plate))
        ? Optional.of(Match.LOOKALIKE)
        : Optional.empty();
  }
}
