package org.alprstreams.deploy.demo;

import org.alprstreams.simulation.HotlistSample;
import org.alprstreams.simulation.OptOutSample;
import org.alprstreams.simulation.Town;

/**
 * The town that the demo shows, and its two lists.
 *
 * @param town forty cameras
 * @param hotlist vehicles that raise alerts
 * @param optOuts vehicles that leave no trace
 */
public record DemoTown(Town town, HotlistSample hotlist, OptOutSample optOuts) {

  private static final int LISTED = 24;

  /** The town, the lists and the vehicles of a seed. */
  public static DemoTown of(long seed) {
    HotlistSample hotlist = HotlistSample.of(seed, LISTED);
    return new DemoTown(Town.of(seed), hotlist, OptOutSample.of(seed, LISTED, hotlist));
  }
}
