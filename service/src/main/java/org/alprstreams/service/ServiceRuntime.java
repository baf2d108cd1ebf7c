package org.alprstreams.service;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.access.AccessLogs;
import org.alprstreams.service.config.KafkaSettings;
import org.alprstreams.service.config.RegistrySettings;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.Health;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.http.HttpServer;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.OperationsRoutes;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.alprstreams.service.kafka.Supervision;
import org.alprstreams.service.log.Redacted;
import org.alprstreams.service.signin.DemoSessionRoutes;
import org.alprstreams.service.signin.DemoTokens;
import org.alprstreams.service.signin.SessionRoutes;
import org.alprstreams.service.signin.SignInSettings;
import org.alprstreams.service.signin.TokenSignIn;
import org.alprstreams.service.streams.KafkaStreamsRunner;
import org.alprstreams.service.streams.StreamsProperties;
import org.alprstreams.service.topics.DriftCheck;
import org.alprstreams.service.topics.RetentionSchedule;
import org.alprstreams.service.topics.SchemaRegistration;
import org.alprstreams.service.topics.TopicProvisioner;
import org.alprstreams.service.topics.TopicSettings;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process: one or several applications over one HTTP server. {@link #start} brings all up,
 * {@link #await} blocks until one dies or {@link #stop} is called, {@link #close} ends all within 8
 * seconds.
 */
public final class ServiceRuntime implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceRuntime.class);
  private static final String STARTUP = "startup";
  private static final Duration ADMIN_CLOSE = Duration.ofSeconds(1);

  private final Settings settings;
  private final UsagePolicy policy;
  private final Optional<RecordSerdes> givenSerdes;
  private final Clock clock;
  private final List<Application> applications;
  private final Health health = new Health();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gcMetrics = new JvmGcMetrics();
  private final CompletableFuture<ExitCode> end = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Optional<DemoTokens> demoTokens;
  private final RecordedRefusals refusals;
  private final HttpServer http;
  private final KafkaStreamsRunner streams;
  private final RetentionSchedule schedule;
  private final RecordSerdes serdes;
  private final SignInSettings signInSettings;
  private final TokenSignIn signIn;

  /**
   * A process with serdes through the schema registry and the system's clock.
   *
   * @param applications what to run
   * @throws IOException if the demo key cannot be read or written
   */
  public ServiceRuntime(Settings settings, UsagePolicy policy, List<Application> applications)
      throws IOException {
    this(settings, policy, applications, Optional.empty(), Clock.systemUTC());
  }

  /**
   * A process as tests want it.
   *
   * @param givenSerdes serdes to use instead of those through the registry; then no schema is
   *     registered
   * @throws IOException if the demo key cannot be read or written
   */
  public ServiceRuntime(
      Settings settings,
      UsagePolicy policy,
      List<Application> applications,
      Optional<RecordSerdes> givenSerdes,
      Clock clock)
      throws IOException {
    this.settings = settings;
    this.policy = policy;
    this.applications = List.copyOf(applications);
    this.givenSerdes = givenSerdes;
    this.clock = clock;
    this.signInSettings = settings.of(SignInSettings.class);
    this.demoTokens = openDemoTokens();
    Predicate<Role> admitted = this::admitted;
    this.signIn =
        demoTokens
            .map(demo -> TokenSignIn.from(signInSettings, demo, admitted, policy.timeZone(), clock))
            .orElseGet(() -> TokenSignIn.from(signInSettings, admitted, policy.timeZone(), clock));
    this.refusals = new RecordedRefusals(meters);
    this.http = new HttpServer(settings.of(HttpSettings.class), signIn, refusals);
    this.schedule = RetentionSchedule.of(policy, settings.of(TopicSettings.class));
    this.serdes =
        givenSerdes.orElseGet(
            () ->
                RecordSerdes.registry(
                    RegistrySettings.serdeConfig(settings.of(RegistrySettings.class))));
    this.streams =
        new KafkaStreamsRunner(
            new StreamsProperties(settings, serdes, meters, schedule.internalDefaults(), clock),
            health,
            meters,
            new Supervision(
                settings.of(KafkaSettings.class).longestSilence(), this::endWithFailure));
  }

  private boolean admitted(Role role) {
    return role == Role.CAMERA || policy.role(role.name()).isPresent();
  }

  private Optional<DemoTokens> openDemoTokens() throws IOException {
    return DemoTokens.areWanted(signInSettings)
        ? Optional.of(
            DemoTokens.open(
                settings.of(ServiceSettings.class).dataDirectory(), signInSettings, clock))
        : Optional.empty();
  }

  /**
   * Provisions topics and schemas, checks for drift, starts the applications and opens the HTTP
   * server, in this order. After a failure {@link #close} must still be called.
   *
   * @throws org.alprstreams.service.topics.TopicDriftException if a topic keeps data in another way
   *     than the policy says
   * @throws Exception if anything else keeps the process from starting
   */
  public void start() throws Exception {
    health.register(STARTUP, () -> HealthState.starting("applications start"));
    health.register("sign-in", signIn::state);
    prepareTopics();
    bindMetrics();
    HttpSettings httpSettings = settings.of(HttpSettings.class);
    OperationsRoutes.register(http.routes(), httpSettings, health, meters);
    SessionRoutes sessions = SessionRoutes.register(http.routes(), signIn, signInSettings, clock);
    if (demoTokens.isPresent()) {
      demoTokens.get().register(http.routes());
      DemoSessionRoutes.register(http.routes(), demoTokens.get(), sessions, this::admitted);
      LOG.atWarn().log("this process issues sign-in tokens itself: not for real reads");
    }
    SettingsKafkaClients kafka = new SettingsKafkaClients(settings, serdes, this::endWithFailure);
    AccessLogs accessLogs = new AccessLogs(settings, kafka, policy, clock);
    refusals.recordIn(accessLogs.open(refusalsWriter()));
    ServiceContext context =
        new ServiceContext(
            settings,
            policy,
            serdes,
            meters,
            health,
            http.routes(),
            streams,
            kafka,
            accessLogs,
            clock);
    for (Application application : applications) {
      application.start(context);
      LOG.atInfo().addKeyValue("application", application.name()).log("application started");
    }
    http.open();
    health.remove(STARTUP);
  }

  /** Processes that share a data directory differ in what they run. */
  private String refusalsWriter() {
    String name = applications.size() == 1 ? applications.get(0).name() : "service";
    return name + "-refusals";
  }

  private void prepareTopics() {
    TopicSettings topics = settings.of(TopicSettings.class);
    Admin admin = Admin.create(settings.kafka());
    try {
      if (topics.provision()) {
        new TopicProvisioner(admin, topics, schedule).provision();
        if (givenSerdes.isEmpty()) {
          new SchemaRegistration(settings.of(RegistrySettings.class)).registerAll();
        }
      }
      new DriftCheck(admin, topics, schedule).requireNone();
    } finally {
      // Plain close waits a minute for answers of a broker that is not there.
      admin.close(ADMIN_CLOSE);
    }
  }

  private void bindMetrics() {
    new ClassLoaderMetrics().bindTo(meters);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    gcMetrics.bindTo(meters);
  }

  /**
   * Lets {@link #await} return {@code FAILURE}, as when a part that cannot be done without is gone;
   * may be called from any thread and more than once.
   *
   * @param part what has ended, for the log
   * @return false if the process was ending already, of which a part's end is no sign then
   */
  public boolean endWithFailure(String part) {
    boolean first = end.complete(ExitCode.FAILURE);
    if (first) {
      LOG.atError().addKeyValue("part", part).log("process ends, since a part of it has");
    }
    return first;
  }

  /**
   * Blocks until a topology or a follower of a topic dies ({@code FAILURE}) or {@link #stop} is
   * called ({@code CLEAN}).
   */
  public ExitCode await() {
    return end.join();
  }

  /** Lets {@link #await} return; may be called from any thread and more than once. */
  public void stop() {
    end.complete(ExitCode.CLEAN);
  }

  /** How all parts are. */
  public Health health() {
    return health;
  }

  /** The port of the HTTP server, once started. */
  public int httpPort() {
    return http.port();
  }

  /** Method and path of every route, such as {@code GET /policy}. */
  public Set<String> routes() {
    return http.registered();
  }

  /** How long everything is kept. */
  public RetentionSchedule schedule() {
    return schedule;
  }

  /** The issuer of demo tokens, where {@code alpr.sign-in.demo-tokens} is set. */
  public Optional<DemoTokens> demoTokens() {
    return demoTokens;
  }

  /** Closes server, applications and topologies side by side, within 8 seconds. Idempotent. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    stop();
    List<Closing> parts = new ArrayList<>();
    parts.add(new Closing("http", http::close));
    applications.forEach(
        application -> parts.add(new Closing(application.name(), application::close)));
    parts.add(new Closing("streams", streams::close));
    parts.add(new Closing("refusals", refusals::close));
    Closing.all(parts);
    gcMetrics.close();
    meters.close();
    LOG.atInfo().log("process ended");
  }

  static void logFailure(String what, Throwable failure) {
    LOG.atError().setCause(Redacted.of(failure)).addKeyValue("part", what).log("part failed");
  }
}
