package org.alprstreams.matching.optout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.OptOut;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Says whether a reading may go on. It looks at the plate only: a reading of an opted-out text is
 * suppressed whatever state was read, because a misread state must not undo an opt-out.
 *
 * <p>It fails closed: if the list has entries but none that proves it was made with this secret,
 * nothing passes.
 */
public final class OptOutGate {

  private final OptOutKeys keys;
  private final LookAlikeReadings readings;

  public OptOutGate(OptOutKeys keys, LookAlikeReadings readings) {
    this.keys = keys;
    this.readings = readings;
  }

  /**
   * Decides on one reading.
   *
   * @param text what was read, or what several looks agree on
   * @param characters one distribution for each of its characters
   * @param table the list as it is now
   * @param now decides which opt-outs have expired
   */
  GateDecision decide(
      PlateText text, List<CharacterReading> characters, OptOutTable table, Instant now) {
    return isReady(table) ? decideReady(text, characters, table, now) : GateDecision.NOT_READY;
  }

  private GateDecision decideReady(
      PlateText text, List<CharacterReading> characters, OptOutTable table, Instant now) {
    for (PlateText possible : readings.of(text, characters)) {
      Optional<OptOut> entry = table.find(keys.of(possible));
      if (entry.isPresent() && isActive(entry.get(), now)) {
        return GateDecision.OPTED_OUT;
      }
    }
    return GateDecision.PASS;
  }

  /** This gate with the list as it is now: for one step of one thread. */
  public Gate at(OptOutTable table, Instant now) {
    return new Gate() {

      /** Asked for at every decision of a step, during which the answer stays. */
      private Boolean ready;

      @Override
      public GateDecision decide(PlateText text, List<CharacterReading> characters) {
        if (ready == null) {
          ready = isReady(table);
        }
        return ready ? decideReady(text, characters, table, now) : GateDecision.NOT_READY;
      }

      @Override
      public boolean isConfident(PlateText text, List<CharacterReading> characters) {
        return readings.isConfident(text, characters);
      }
    };
  }

  /** Whether the list can be used: it is empty, or was made with this gate's secret. */
  public boolean isReady(OptOutTable table) {
    return table.find(keys.checkKey()).isPresent() || table.isEmpty();
  }

  static boolean isActive(OptOut entry, Instant now) {
    return entry.getExpiresAt() == null || now.isBefore(entry.getExpiresAt());
  }
}
