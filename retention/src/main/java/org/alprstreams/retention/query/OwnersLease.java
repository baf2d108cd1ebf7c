package org.alprstreams.retention.query;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.log.Redacted;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClassicGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long this instance may take itself for the owner of its partitions. One that was frozen
 * still has its stores open when it goes on, though the group has given its partitions to others;
 * it would answer from them as if nothing had happened. So what an owner answers counts only while
 * the broker has said, a moment ago, that this instance is in the group.
 *
 * <p>The broker takes a member out no earlier than a session after its last heartbeat, and a member
 * that joins again has given up its stores before. So a lease is half a session from the time of
 * asking: less than what is left of the session, if heartbeats come as often as Kafka advises.
 */
public final class OwnersLease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OwnersLease.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final Callable<Boolean> member;
  private final long lease;
  private final LongSupplier nanos;
  private final Runnable closing;

  private boolean confirmed;
  private long since;
  private long end;
  private boolean told;

  /**
   * @param member whether the broker has this instance in the group
   * @param session after which the broker takes a silent member out
   * @param nanos a time that only goes forward, such as {@link System#nanoTime()}
   */
  OwnersLease(Callable<Boolean> member, Duration session, LongSupplier nanos) {
    this(member, session, nanos, () -> {});
  }

  private OwnersLease(
      Callable<Boolean> member, Duration session, LongSupplier nanos, Runnable closing) {
    this.member = member;
    this.lease = session.dividedBy(2).toNanos();
    this.nanos = nanos;
    this.closing = closing;
  }

  /**
   * Asks the broker again and again from now on, until closed.
   *
   * @param admin closed with this
   * @param properties of the topology
   */
  public static OwnersLease renewing(KafkaStreams streams, Admin admin, Properties properties) {
    String applicationId = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    Duration session = session(properties);
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "owners-lease");
              thread.setDaemon(true);
              return thread;
            });
    int patience = (int) session.dividedBy(4).toMillis();
    OwnersLease lease =
        new OwnersLease(
            () -> isMember(streams, admin, applicationId, patience),
            session,
            System::nanoTime,
            () -> {
              timer.shutdownNow();
              admin.close(Duration.ZERO);
            });
    timer.scheduleWithFixedDelay(lease::renew, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return lease;
  }

  private static Duration session(Properties properties) {
    Object general =
        properties.get(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG));
    Object own =
        properties.get(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG));
    return Duration.ofMillis(Long.parseLong((own == null ? general : own).toString()));
  }

  private static boolean isMember(
      KafkaStreams streams, Admin admin, String applicationId, int patience) throws Exception {
    if (!streams.state().isRunningOrRebalancing()) {
      return false;
    }
    // One that has not been assigned anything owns nothing, and there may be no group yet.
    Set<String> own =
        streams.metadataForLocalThreads().stream()
            .filter(thread -> !thread.threadState().equals("STARTING"))
            .map(ThreadMetadata::consumerClientId)
            .collect(Collectors.toSet());
    if (own.isEmpty()) {
      return false;
    }
    Set<String> members =
        admin
            .describeClassicGroups(
                List.of(applicationId), new DescribeClassicGroupsOptions().timeoutMs(patience))
            .describedGroups()
            .get(applicationId)
            .get(patience, TimeUnit.MILLISECONDS)
            .members()
            .stream()
            .map(MemberDescription::clientId)
            .collect(Collectors.toSet());
    return members.containsAll(own);
  }

  /** Asks once. What cannot be learned is not confirmed: the lease runs out. */
  void renew() {
    long asked = nanos.getAsLong();
    try {
      if (member.call()) {
        confirm(asked);
        told = false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed.
    } catch (Exception e) { // Whatever it is, the next attempt must come.
      if (!told) {
        LOG.atWarn()
            .setCause(Redacted.of(e))
            .log("not confirmed by the broker as an owner; without, reads are not answered");
        told = true;
      }
    }
  }

  private synchronized void confirm(long asked) {
    if (!confirmed || asked - end > 0) {
      since = asked;
    }
    confirmed = true;
    end = asked + lease;
  }

  /**
   * Reads what this instance owns.
   *
   * @throws ReadsUnavailable if it may have stopped being the owner since the reading began
   */
  public <T> T whole(Supplier<T> reading) {
    long begin = nanos.getAsLong();
    T read = reading.get();
    requireSince(begin);
    return read;
  }

  /** Asked after reading: a process may be frozen between any two steps. */
  private synchronized void requireSince(long begin) {
    if (!confirmed || since - begin > 0 || nanos.getAsLong() - end > 0) {
      throw new ReadsUnavailable(
          "This instance is not confirmed as the owner: it has just joined, was frozen, or does"
              + " not reach the broker.");
    }
  }

  /** Whether it was confirmed once: before, queries are refused. */
  public synchronized HealthState state() {
    return confirmed ? HealthState.up() : HealthState.starting("joining the group");
  }

  @Override
  public void close() {
    closing.run();
  }
}
