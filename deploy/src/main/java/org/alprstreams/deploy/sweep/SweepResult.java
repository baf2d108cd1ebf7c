package org.alprstreams.deploy.sweep;

import java.util.List;
import java.util.Map;
import org.alprstreams.recognition.reader.Engine;

/**
 * What sweeps found out.
 *
 * @param engines who read, in the order of the charts
 * @param samples frames at each step
 * @param seed of the frames
 * @param steps for each sweep, in its order
 */
public record SweepResult(
    List<Engine> engines, int samples, long seed, Map<Sweep, List<SweepResult.Step>> steps) {

  /**
   * One step of a sweep.
   *
   * @param value on the sweep's axis
   * @param tallies of every engine
   */
  public record Step(double value, Map<Engine, Tally> tallies) {}
}
