package org.alprstreams.retention.query;

import java.util.Map;
import org.apache.kafka.streams.state.HostInfo;

/** Who owns which partition now. */
interface Owners {

  /** How many partitions there are. */
  int partitions();

  /**
   * The partition in which reads of a plate key are kept.
   *
   * @throws ReadsUnavailable while that is not known
   */
  int partitionOf(String plateKey);

  /**
   * The owner of each partition; partitions that are being moved may be missing.
   *
   * @throws ReadsUnavailable while nothing is known
   */
  Map<Integer, HostInfo> current();
}
