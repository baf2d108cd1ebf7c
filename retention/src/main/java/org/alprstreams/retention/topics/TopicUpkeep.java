package org.alprstreams.retention.topics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.retention.clock.ClockCheck;
import org.alprstreams.retention.store.RetentionMeters;
import org.alprstreams.retention.store.RetentionPlan;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.health.Health;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.topics.Heartbeats;
import org.alprstreams.service.topics.InternalTopics;
import org.alprstreams.service.topics.LogStart;
import org.alprstreams.service.topics.LogStarts;
import org.alprstreams.service.topics.RetentionSchedule;
import org.alprstreams.service.topics.TopicLifetime;
import org.alprstreams.service.topics.TopicReport;
import org.alprstreams.service.topics.TopicSettings;
import org.alprstreams.service.topics.Writes;
import org.alprstreams.service.turn.Turn;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after topics, each of its works on a thread of its own: measures how old their oldest
 * records are, takes what has expired out of changelogs and alerts, and with each heartbeat writes
 * receipts of what the broker has deleted since the one before. What fails is tried again at the
 * next turn; meanwhile health says so.
 */
public final class TopicUpkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicUpkeep.class);
  private static final String HEALTH = "retention:topics";
  private static final String UNDONE = "topics are not looked after";
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final int WORKS = 3;

  /** Burials in the time that one may take to come: the rest is for its work. */
  private static final int BURIALS = 2;

  private final Clock clock;
  private final ClockCheck check;
  private final Health health;
  private final Admin admin;
  private final Producer<String, SpecificRecord> producer;
  private final Heartbeats heartbeats;
  private final LogStarts logStarts;
  private final TopicReport report;
  private final TopicReceipts receipts;
  private final EarlierReceipts earlier;
  private final Burial burial;
  private final Optional<Path> unburied;
  private Optional<Burial> burialToTheEnd;
  private final MultiGauge ages;
  private final Duration timeout;
  private final ScheduledExecutorService executor =
      Executors.newScheduledThreadPool(
          WORKS,
          work -> {
            Thread thread = new Thread(work, "retention-topics");
            thread.setDaemon(true);
            return thread;
          });
  private final Turn measuring = new Turn(UNDONE, this::measure, executor::isShutdown);
  private final Turn beating = new Turn(UNDONE, this::beat, executor::isShutdown);
  private final Turn burying = new Turn(UNDONE, this::bury, executor::isShutdown);

  private TopicUpkeep(
      ServiceContext context,
      RetentionSchedule schedule,
      Map<String, Duration> changelogs,
      ClockCheck check,
      Optional<Path> unburied,
      String instance) {
    this.check = check;
    this.unburied = unburied;
    TopicSettings topics = context.settings().of(TopicSettings.class);
    clock = context.clock();
    health = context.health();
    admin = context.kafka().admin();
    producer = context.kafka().producer(Map.of());
    heartbeats = new Heartbeats(admin, producer, topics);
    logStarts = new LogStarts(admin, topics);
    report = new TopicReport(admin, topics, schedule);
    receipts = new TopicReceipts(context.policy().version(), instance);
    timeout = topics.timeout();
    earlier = new EarlierReceipts(context.kafka(), timeout);
    ages = ages(context.meters());
    Map<String, Duration> burialAges = new HashMap<>(changelogs);
    burialAges.put(Topics.ALERTS.name(), schedule.burialAge(Topics.ALERTS));
    InternalTopics.waiting()
        .forEach(topic -> burialAges.put(topic.name(), schedule.longestStay(topic.dataClass())));
    burial = new Burial(context.settings(), burialAges, changelogs.keySet(), timeout);
    burialToTheEnd = unburied.map(note -> Burial.toTheEnd(context.settings(), changelogs, timeout));
  }

  /**
   * Begins.
   *
   * @param plan how often the oldest records' ages are measured, and how often changelogs are gone
   *     through
   * @param changelogs of window stores, with how long these show an entry
   * @param check at a time that it does not believe nothing is buried, and no heartbeat tells of it
   * @param unburied a note that stores were filled anew and do not know what had expired; it is
   *     deleted once all of it is buried
   */
  public static TopicUpkeep start(
      ServiceContext context,
      RetentionSchedule schedule,
      RetentionPlan plan,
      Map<String, Duration> changelogs,
      ClockCheck check,
      Optional<Path> unburied) {
    TopicUpkeep upkeep =
        new TopicUpkeep(context, schedule, changelogs, check, unburied, plan.instance());
    upkeep.every(plan.sentinelInterval(), upkeep.measuring);
    upkeep.every(schedule.heartbeat(), upkeep.beating);
    upkeep.every(
        least(plan.changelogSegment(), schedule.burialTurn()).dividedBy(BURIALS), upkeep.burying);
    context.health().register(HEALTH, upkeep::state);
    return upkeep;
  }

  /** The same gauge as of the stores, so that one alarm watches both. */
  private static MultiGauge ages(MeterRegistry meters) {
    return MultiGauge.builder("alpr.retention.oldest.age")
        .description(RetentionMeters.OLDEST_AGE)
        .baseUnit("seconds")
        .register(meters);
  }

  private void every(Duration interval, Turn turn) {
    executor.scheduleWithFixedDelay(turn, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private HealthState state() {
    return Stream.of(measuring, beating, burying)
        .map(Turn::state)
        .max(Comparator.comparing(HealthState::level))
        .orElseThrow();
  }

  private void measure() {
    Instant now = clock.instant();
    ages.register(
        logStarts.now(deleting().keySet()).entrySet().stream()
            .map(
                start ->
                    Row.of(
                        Tags.of(
                            "store",
                            start.getKey().topic(),
                            "partition",
                            Integer.toString(start.getKey().partition())),
                        seconds(start.getValue(), now)))
            .collect(Collectors.toList()),
        true);
  }

  private static double seconds(LogStart start, Instant now) {
    return start
        .oldest()
        .map(oldest -> Duration.between(oldest, now).toMillis() / 1000.0)
        .orElse(0.0);
  }

  private void beat() {
    Instant now = clock.instant();
    if (!check.believes(now)) {
      return;
    }
    int sent = heartbeats.send();
    Map<String, TopicLifetime> topics = deleting();
    Map<TopicPartition, LogStart> starts = logStarts.now(topics.keySet());
    List<DeletionReceipt> written = receipts.since(told(starts, now), starts, topics, now);
    Writes.await(
        "write receipts", written.stream().map(receipt -> send(receipt, starts)).toList(), timeout);
    logStarts.tell(starts);
    LOG.atDebug()
        .addKeyValue("heartbeats", sent)
        .addKeyValue("receipts", written.size())
        .log("topics looked after");
  }

  /** As the broker remembers it or, where it has forgotten, as earlier receipts say. */
  private Map<TopicPartition, Long> told(Map<TopicPartition, LogStart> starts, Instant now) {
    Map<TopicPartition, Long> told = new HashMap<>(logStarts.told());
    Set<TopicPartition> forgotten =
        starts.entrySet().stream()
            .filter(start -> start.getValue().offset() > 0 && !told.containsKey(start.getKey()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    told.putAll(earlier.told(forgotten, now));
    return told;
  }

  private void bury() {
    Instant now = clock.instant();
    if (!check.believes(now)) {
      return;
    }
    int buried = burial.bury(now);
    if (burialToTheEnd.isPresent()) {
      buried += buryToTheEnd(burialToTheEnd.get(), now);
    }
    LOG.atDebug()
        .addKeyValue("records", buried)
        .log("expired records taken out of compacted topics");
  }

  private int buryToTheEnd(Burial rest, Instant now) {
    int buried = rest.bury(now);
    if (rest.isOver()) {
      try {
        Files.deleteIfExists(unburied.orElseThrow());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      rest.close();
      burialToTheEnd = Optional.empty();
    }
    return buried;
  }

  private Future<RecordMetadata> send(
      DeletionReceipt receipt, Map<TopicPartition, LogStart> starts) {
    ProducerRecord<String, SpecificRecord> record =
        new ProducerRecord<>(
            Topics.DELETIONS.name(),
            null,
            receipt.getAt().toEpochMilli(),
            receipt.getStore(),
            receipt);
    EarlierReceipts.note(
        record,
        starts.get(new TopicPartition(receipt.getStore(), receipt.getPartition())).offset());
    return producer.send(record);
  }

  /** Topics from which the broker deletes by age. Receipts do not beget receipts. */
  private Map<String, TopicLifetime> deleting() {
    return report.lifetimes().stream()
        .filter(topic -> topic.retention().isPresent())
        .filter(topic -> !topic.topic().equals(Topics.DELETIONS.name()))
        .collect(Collectors.toMap(TopicLifetime::topic, Function.identity()));
  }

  @Override
  public void close() {
    health.remove(HEALTH);
    executor.shutdownNow();
    awaitLastTurn();
    burial.close();
    burialToTheEnd.ifPresent(Burial::close);
    producer.close(CLOSE);
    admin.close(CLOSE);
  }

  private void awaitLastTurn() {
    try {
      executor.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
