package org.alprstreams.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How reads are kept and asked for. How long they are kept is not here but in the usage policy. */
@ConfigMapping(prefix = "alpr.retention")
public interface RetentionSettings {

  /**
   * Into how many segments the policy's limit is divided; a segment is dropped at once. With more
   * of them reads can be queried closer to the limit, and more files are open.
   */
  @WithDefault("30")
  @Min(3)
  @Max(366)
  int segments();

  /**
   * How late an expired segment may be found: at least {@link #sentinelInterval()}, and at least
   * {@code alpr.topics.max-ahead}, {@code broker-check-interval}, {@code broker-delete-delay} and
   * twice {@code broker-clean-delay} together. Taken off the time for which reads can be queried,
   * so that no byte outlives the policy.
   */
  @WithDefault("PT10M")
  Duration deletionLag();

  /** How often stores are told the time, so that reads expire though no traffic comes. */
  @WithDefault("PT1M")
  Duration sentinelInterval();

  /** How often a purge after an opt-out goes one step on. */
  @WithDefault("PT0.1S")
  Duration purgeInterval();

  /** How many reads one step of a purge looks at, for each partition. */
  @WithDefault("2000")
  @Min(1)
  @Max(100000)
  int purgeBatch();

  /**
   * How long after reads were taken out of a store their bytes are erased from its files: a segment
   * of a store is rewritten at most this often, and whole.
   */
  @WithDefault("PT1H")
  Duration eraseDelay();

  /**
   * How long before the policy's limit evidence is deleted, so that its bytes have left all files
   * and logs by then: the broker compacts what was deleted within twice six hours, the store's
   * files are rewritten after {@link #eraseDelay()}.
   */
  @WithDefault("PT14H")
  Duration evidenceLag();

  /** How far ahead of this machine's clock a read may be dated; others are refused. */
  @WithDefault("PT1M")
  Duration clockTolerance();

  /**
   * How far ahead of the newest heartbeat the clock may be at start: for as long this service may
   * have been away. A clock that is further ahead is not believed, and nothing is deleted because
   * of it; one that is wrong by less deletes as much.
   */
  @WithDefault("P5D")
  Duration longestAbsence();

  /** How far the clock may be set ahead while the process runs and still be believed. */
  @WithDefault("PT1H")
  Duration longestClockJump();

  /**
   * A time of which somebody has made sure that it has really come, where this service was away for
   * longer than {@link #longestAbsence()}: counts like a heartbeat of this time. It vouches for no
   * later one, so it need not be taken out again.
   */
  Optional<Instant> clockConfirmed();

  /** How long writing an access record may take; after that the query fails. */
  @WithDefault("PT3S")
  Duration accessLogDeadline();

  /**
   * How often one user may search for one plate without a case number within {@link
   * #repeatWindow()} before oversight is told: the search of this number is flagged.
   */
  @WithDefault("3")
  @Min(2)
  @Max(100)
  int repeatSearches();

  /** See {@link #repeatSearches()}; the log of this time is read at every start. */
  @WithDefault("P7D")
  Duration repeatWindow();

  /** How long a query may take, other instances included. */
  @WithDefault("PT5S")
  Duration queryDeadline();

  /** The longest span of time that a query for a camera may ask for. */
  @WithDefault("PT24H")
  Duration longestSpan();

  /**
   * How far a standby copy may be behind and still answer where its owner does not, at most; what
   * it answers says how far. Standbys there are where {@code alpr.streams.standby-replicas} is 1 or
   * more.
   */
  @WithDefault("PT1M")
  Duration longestStaleness();

  /**
   * Whether instances reach each other over TLS. Their addresses are each one's {@code
   * alpr.streams.application-server}.
   */
  @WithDefault("false")
  boolean peerTls();

  /**
   * Secret that all instances share, 32 characters or more, with which they sign what they ask of
   * each other. Needed as soon as there are two instances.
   */
  Optional<String> peerSecret();
}
