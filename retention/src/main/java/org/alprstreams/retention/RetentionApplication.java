package org.alprstreams.retention;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.retention.audit.AuditRoutes;
import org.alprstreams.retention.audit.RepeatedSearchWatch;
import org.alprstreams.retention.clock.ClockGuard;
import org.alprstreams.retention.clock.ClockWatch;
import org.alprstreams.retention.clock.LastHeartbeat;
import org.alprstreams.retention.correction.CorrectionDesk;
import org.alprstreams.retention.evidence.CaseDesk;
import org.alprstreams.retention.evidence.CaseEvidence;
import org.alprstreams.retention.evidence.CaseHealth;
import org.alprstreams.retention.evidence.EvidenceIndex;
import org.alprstreams.retention.evidence.EvidenceRules;
import org.alprstreams.retention.evidence.HoldHealth;
import org.alprstreams.retention.query.OwnersLease;
import org.alprstreams.retention.query.QueryRoutes;
import org.alprstreams.retention.query.QueryRoutes.Network;
import org.alprstreams.retention.query.StandbyLags;
import org.alprstreams.retention.release.AlertReleaseRoutes;
import org.alprstreams.retention.release.ReleaseRoutes;
import org.alprstreams.retention.store.LookBackRules;
import org.alprstreams.retention.store.OptOutRule;
import org.alprstreams.retention.store.OptOutSecretHealth;
import org.alprstreams.retention.store.ReadStores;
import org.alprstreams.retention.store.RetentionMeters;
import org.alprstreams.retention.store.RetentionPlan;
import org.alprstreams.retention.store.SegmentLayout;
import org.alprstreams.retention.store.StandbyErasure;
import org.alprstreams.retention.store.StoreExpiry;
import org.alprstreams.retention.topics.TopicUpkeep;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.DataClass;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.Application;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.config.OptOutSettings;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.streams.StreamsHandle;
import org.alprstreams.service.streams.StreamsSettings;
import org.alprstreams.service.topics.RetentionSchedule;
import org.alprstreams.service.topics.TopicSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps reads and images, and answers queries. */
public final class RetentionApplication implements Application {

  /** Kafka Streams application id: consumer group, and prefix of changelogs. */
  public static final String APPLICATION_ID = "alpr-retention";

  private static final Logger LOG = LoggerFactory.getLogger(RetentionApplication.class);
  private static final String OPT_OUT_LIST = "retention:opt-out-list";
  private static final Duration BROKER_PATIENCE = Duration.ofSeconds(10);

  private StreamsHandle streams;
  private ClockGuard guard;
  private AccessLog log;
  private CaseDesk cases;
  private CorrectionDesk corrections;
  private TopicUpkeep upkeep;
  private RepeatedSearchWatch watch;
  private StandbyLags standbys;
  private OwnersLease lease;

  @Override
  public String name() {
    return "retention";
  }

  @Override
  public Set<Class<?>> settings() {
    return Set.of(RetentionSettings.class);
  }

  @Override
  public synchronized void start(ServiceContext context) throws Exception {
    RetentionSettings settings = context.settings().of(RetentionSettings.class);
    requireLagCoversSentinel(settings);
    OptOutSettings optOuts = context.settings().of(OptOutSettings.class);
    OptOutRule rule =
        new OptOutRule(
            OptOutSettings.hash(optOuts), new LookAlikeReadings(optOuts.lookAlikeThreshold()));
    Properties properties = context.streams().properties(APPLICATION_ID, Map.of());
    String instance = properties.getProperty(StreamsConfig.APPLICATION_SERVER_CONFIG);
    Path stateDirectory = Path.of(properties.getProperty(StreamsConfig.STATE_DIR_CONFIG));
    RetentionSchedule schedule =
        RetentionSchedule.of(context.policy(), context.settings().of(TopicSettings.class));
    requireLagCoversBroker(settings, schedule);
    RetentionPlan plan = plan(settings, context.policy(), instance);
    requireSentinelClosesSegments(plan);
    EvidenceRules evidence = evidence(settings, context.policy(), schedule);
    int partitions =
        partitions(
            context.kafka(),
            Topics.READS,
            Topics.READ_IMAGES,
            Topics.LOOK_BACKS,
            Topics.LOOK_BACK_READS);
    partitions(context.kafka(), Topics.EVIDENCE, Topics.CORRECTIONS);

    ClockWatch clock = clock(settings, context);
    log = context.accessLogs().open(name(), settings.accessLogDeadline());
    EvidenceIndex index = new EvidenceIndex();
    Topology topology =
        RetentionTopology.build(
            plan,
            context.serdes(),
            rule,
            lookBacks(context, schedule),
            evidence,
            index,
            log,
            clock,
            new RetentionMeters(context.meters()));
    SegmentLayout segments = SegmentLayout.of(stateDirectory, plan);
    segments.prepare(APPLICATION_ID);
    streams = context.streams().start(APPLICATION_ID, topology, Map.of());
    HealthState erasure =
        StandbyErasure.of(context.settings().of(StreamsSettings.class).standbyReplicas());
    context.health().register("retention:standby-files", () -> erasure);
    if (erasure.level() != HealthState.Level.UP) {
      LOG.atWarn().addKeyValue("reason", erasure.detail()).log("standby copies are not erased");
    }
    guard = ClockGuard.watching(clock, context.clock(), streams);
    context.health().register("retention:clock-guard", guard::state);
    lease = OwnersLease.renewing(streams.streams(), context.kafka().admin(), properties);
    context.health().register("retention:owner", lease::state);
    context.health().register(OPT_OUT_LIST, new OptOutSecretHealth(rule.hash(), streams.streams()));
    context
        .health()
        .register("retention:court-orders", new HoldHealth(streams.streams(), context.clock()));
    context.health().register("retention:cases", new CaseHealth(streams.streams()));
    upkeep =
        TopicUpkeep.start(
            context, schedule, plan, changelogs(plan), clock, segments.unburied(APPLICATION_ID));
    QueryRoutes.Doors doors =
        QueryRoutes.register(
            context.http(),
            streams.streams(),
            lease,
            plan,
            context.policy(),
            log,
            new Network(
                HostInfo.buildFromEndpoint(instance),
                settings.peerTls(),
                settings.peerSecret(),
                partitions,
                settings.queryDeadline(),
                settings.longestSpan(),
                context.settings().of(StreamsSettings.class).standbyReplicas() > 0
                    ? Optional.of(settings.longestStaleness())
                    : Optional.empty()),
            context.clock());
    standbys = doors.standbys();
    context.meters().gauge("alpr.retention.standby.behind", standbys, StandbyLags::behindSeconds);
    cases = new CaseDesk(context.kafka(), settings.accessLogDeadline());
    CaseEvidence kept =
        cases.register(
            context.http(),
            streams.streams(),
            evidence,
            index,
            context.policy(),
            doors,
            context.clock());
    new ReleaseRoutes(
            kept,
            doors.access(),
            context.policy(),
            context.accessLogs().signingKey(),
            context.kafka(),
            context.clock())
        .register(context.http());
    corrections =
        new CorrectionDesk(
            context.kafka(), settings.accessLogDeadline(), schedule.longestCorrection());
    new AlertReleaseRoutes(
            doors,
            context.policy(),
            context.accessLogs().signingKey(),
            context.kafka(),
            context.clock())
        .register(context.http());
    corrections.register(context.http(), doors, context.clock());
    AuditRoutes.register(
        context.http(), context.kafka(), doors.access(), settings.queryDeadline(), context.clock());
    watch =
        RepeatedSearchWatch.start(
            context.kafka(),
            log,
            settings.repeatSearches(),
            settings.repeatWindow(),
            context.policy(),
            context.clock());
    context.health().register("repeated-searches", watch::state);
  }

  /** Asks what is kept for the newest time, before anything of it is deleted. */
  private static ClockWatch clock(RetentionSettings settings, ServiceContext context) {
    ClockWatch clock =
        new ClockWatch(
            Stream.of(LastHeartbeat.read(context.kafka()), settings.clockConfirmed())
                .flatMap(Optional::stream)
                .max(Comparator.<Instant>naturalOrder()),
            settings.longestAbsence(),
            settings.longestClockJump(),
            System::nanoTime);
    context.health().register("retention:clock", clock::state);
    context.meters().gauge("alpr.retention.clock.ahead", clock, ClockWatch::aheadSeconds);
    return clock;
  }

  /**
   * How long evidence is kept.
   *
   * @throws SettingsException if its bytes could outlive the policy
   */
  public static EvidenceRules evidence(
      RetentionSettings settings, UsagePolicy policy, RetentionSchedule schedule) {
    Duration inFiles = settings.eraseDelay().plus(settings.sentinelInterval());
    Duration onBroker =
        schedule
            .lifetime(Topics.EVIDENCE, schedule.topic(Topics.EVIDENCE))
            .worstCase()
            .orElseThrow();
    Duration longest = inFiles.compareTo(onBroker) > 0 ? inFiles : onBroker;
    if (settings.evidenceLag().compareTo(longest) < 0) {
      throw new SettingsException(
          List.of(
              "alpr.retention.evidence-lag is "
                  + settings.evidenceLag()
                  + "; what is deleted may stay in files for "
                  + inFiles
                  + " (erase-delay and sentinel-interval) and on the broker for "
                  + onBroker
                  + ": evidence would outlive the policy. Lengthen it"));
    }
    return new EvidenceRules(
        policy::evidenceUntil,
        settings.evidenceLag(),
        settings.sentinelInterval(),
        settings.eraseDelay());
  }

  private static void requireLagCoversSentinel(RetentionSettings settings) {
    if (settings.sentinelInterval().compareTo(settings.deletionLag()) > 0) {
      throw new SettingsException(
          List.of(
              "alpr.retention.sentinel-interval is "
                  + settings.sentinelInterval()
                  + ", longer than alpr.retention.deletion-lag, which is "
                  + settings.deletionLag()
                  + ": reads would outlive the policy. Shorten the one or lengthen the other"));
    }
  }

  private static void requireLagCoversBroker(
      RetentionSettings settings, RetentionSchedule schedule) {
    if (schedule.changelogOverhead().compareTo(settings.deletionLag()) > 0) {
      throw new SettingsException(
          List.of(
              "alpr.retention.deletion-lag is "
                  + settings.deletionLag()
                  + ", shorter than alpr.topics.max-ahead, broker-check-interval,"
                  + " broker-delete-delay and twice broker-clean-delay together, which are "
                  + schedule.changelogOverhead()
                  + ": the stores' changelogs would outlive the policy. Lengthen it"));
    }
  }

  private static void requireSentinelClosesSegments(RetentionPlan plan) {
    if (plan.sentinelInterval().compareTo(plan.changelogSegment()) > 0) {
      throw new SettingsException(
          List.of(
              "alpr.retention.sentinel-interval is "
                  + plan.sentinelInterval()
                  + ", longer than a segment of the stores' changelogs, which is "
                  + plan.changelogSegment()
                  + ": nothing would close these in time and reads would outlive the policy."
                  + " Shorten it, or set fewer alpr.retention.segments"));
    }
  }

  /** What its topology keeps for how long under these settings and this policy. */
  public static RetentionPlan plan(
      RetentionSettings settings, UsagePolicy policy, String instance) {
    return new RetentionPlan(
        StoreExpiry.within(policy.readRetention(), settings.segments(), settings.deletionLag()),
        StoreExpiry.within(policy.imageRetention(), settings.segments(), settings.deletionLag()),
        settings.sentinelInterval(),
        settings.purgeInterval(),
        settings.purgeBatch(),
        settings.eraseDelay(),
        settings.clockTolerance(),
        policy.version(),
        instance);
  }

  private static Map<String, Duration> changelogs(RetentionPlan plan) {
    return Map.of(
        changelog(ReadStores.READS_BY_PLATE), plan.reads().retention(),
        changelog(ReadStores.READS_BY_CAMERA), plan.reads().retention(),
        changelog(ReadStores.READ_IMAGES), plan.images().retention());
  }

  private static String changelog(String store) {
    return APPLICATION_ID + "-" + store + "-changelog";
  }

  private static LookBackRules lookBacks(ServiceContext context, RetentionSchedule schedule) {
    return new LookBackRules(
        context.policy(),
        schedule.longestLookBack(),
        schedule.expiringChangelog(DataClass.TRANSIENT));
  }

  /**
   * Reads, images and what is looked back for meet by plate key, here and in matching, which takes
   * equally many partitions of all; so do evidence and its corrections, by case.
   */
  private static int partitions(KafkaClients kafka, Topic<?>... together) throws Exception {
    List<String> names = Stream.of(together).map(Topic::name).toList();
    try (Admin admin = kafka.admin()) {
      Map<String, TopicDescription> topics =
          admin
              .describeTopics(names)
              .allTopicNames()
              .get(BROKER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      Map<String, Integer> partitions =
          names.stream()
              .collect(
                  Collectors.toMap(
                      name -> name,
                      name -> topics.get(name).partitions().size(),
                      (a, b) -> a,
                      TreeMap::new));
      if (Set.copyOf(partitions.values()).size() > 1) {
        throw new IllegalStateException(
            "The numbers of partitions differ: "
                + partitions
                + ". What belongs together must lie in equal partitions: create these topics"
                + " anew with the same number.");
      }
      return partitions.get(together[0].name());
    }
  }

  @Override
  public synchronized void close() {
    if (upkeep != null) {
      upkeep.close();
      upkeep = null;
    }
    if (watch != null) {
      watch.close();
      watch = null;
    }
    if (guard != null) {
      guard.close();
      guard = null;
    }
    if (lease != null) {
      lease.close();
      lease = null;
    }
    if (standbys != null) {
      standbys.close();
      standbys = null;
    }
    if (streams != null) {
      streams.close();
      streams = null;
    }
    if (corrections != null) {
      corrections.close();
      corrections = null;
    }
    if (cases != null) {
      cases.close();
      cases = null;
    }
    if (log != null) {
      log.close();
      log = null;
    }
  }
}
