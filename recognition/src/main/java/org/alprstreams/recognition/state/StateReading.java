package org.alprstreams.recognition.state;

import org.alprstreams.recognition.reader.Look;

/**
 * Which state issued a plate.
 *
 * @param code two letters, upper case, or {@link #UNKNOWN}
 * @param probability 0 to 1 that the code is right; of the best guess where it is unknown
 */
public record StateReading(String code, double probability) {

  /** Nothing was read that tells the state. */
  public static final String UNKNOWN = Look.UNKNOWN_STATE;

  public StateReading {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("A probability lies between 0 and 1, got " + probability);
    }
  }

  /** Nothing known. */
  static StateReading unknown() {
    return new StateReading(UNKNOWN, 0);
  }

  /** Whether a state is named. */
  public boolean known() {
    return !code.equals(UNKNOWN);
  }

  /** This reading if it is at least so probable, else unknown. */
  StateReading atLeast(double least) {
    return probability >= least ? this : new StateReading(UNKNOWN, probability);
  }
}
