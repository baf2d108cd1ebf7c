package org.alprstreams.benchmarks.throughput;

import org.alprstreams.avro.PlateCandidate;

/** What a loop does with a look. */
interface Transform {

  void look(PlateCandidate look, Outlet outlet);
}
