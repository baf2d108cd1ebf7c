package org.alprstreams.retention.query;

import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.HostInfo;

/** Who owns which partition now, and who else keeps a copy of it. */
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

  /**
   * Who keeps a copy of a partition beside its owner, in a fixed order; partitions without one are
   * missing.
   *
   * @throws ReadsUnavailable while nothing is known
   */
  Map<Integer, List<HostInfo>> standbys();
}
