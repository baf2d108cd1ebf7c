package org.alprstreams.matching.optout;

import java.util.List;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.schemas.plate.PlateText;

/** The opt-out gate at one moment: the list as it is, and the time that it is. */
public interface Gate {

  /** Whether this reading may go on. */
  GateDecision decide(PlateText text, List<CharacterReading> characters);

  /** Whether the reading is so sure that it can only be this plate. */
  boolean isConfident(PlateText text, List<CharacterReading> characters);
}
