package org.alprstreams.service.streams;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How topologies run. */
@ConfigMapping(prefix = "alpr.streams")
public interface StreamsSettings {

  /**
   * {@code at_least_once} or {@code exactly_once_v2}, for applications that ask for neither. The
   * first is right for those whose outputs derive from one input record each: handled twice, it
   * gives the same again. Matching, whose state must agree with what it has published, has a
   * setting of its own.
   */
  @WithDefault("at_least_once")
  @Pattern(
      regexp = "at_least_once|exactly_once_v2",
      message = "must be at_least_once or exactly_once_v2")
  String processingGuarantee();

  /** Threads of each topology in this process. */
  @WithDefault("1")
  @Min(1)
  @Max(64)
  int threads();

  /** Copies of internal topics; -1 leaves it to the broker. */
  @WithDefault("-1")
  @Min(-1)
  @Max(9)
  int replicationFactor();

  /** Standby copies of state on other instances. */
  @WithDefault("0")
  @Min(0)
  @Max(4)
  int standbyReplicas();

  /** How long a producer may wait to fill a batch; each hop adds it to the way to an alert. */
  @WithDefault("PT0.002S")
  Duration linger();

  /** How often progress is committed under at_least_once: what is done twice after a crash. */
  @WithDefault("PT1S")
  Duration commitInterval();

  /**
   * How long a process may be silent before its partitions go to another: what they give waits that
   * long after a crash. A broker refuses less than its {@code group.min.session.timeout.ms}, 6
   * seconds unless changed.
   */
  @WithDefault("PT6S")
  Duration sessionTimeout();

  /**
   * How long a transaction may stay open. Until that of a dead process is aborted nobody reads past
   * it. Longer than a session: a group that waits for a dead member's commits nothing meanwhile.
   */
  @WithDefault("PT9S")
  Duration transactionTimeout();

  /** Records buffered per partition. Counted, not weighed: frames have up to 9 MiB each. */
  @WithDefault("100")
  @Min(1)
  @Max(10000)
  int bufferedRecords();

  /** Memory for all RocksDB caches and memtables of this process together, in bytes. */
  @WithDefault("134217728")
  @Min(8388608)
  long rocksdbBytes();

  /** Under which {@code host:port} other instances reach this one's HTTP server for queries. */
  Optional<String> applicationServer();

  /** Any other Kafka Streams property, under its own name; wins over an application's own. */
  Map<String, String> properties();
}
