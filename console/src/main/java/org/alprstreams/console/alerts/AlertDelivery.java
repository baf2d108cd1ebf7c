package org.alprstreams.console.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.kafka.TopicFollower;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows alerts and what people do about them, keeps the board and tells every browser that
 * listens.
 */
public final class AlertDelivery implements AutoCloseable {

  private static final String HEALTH = "console:alerts";
  private static final String ACTIONS_HEALTH = "console:alert-actions";

  private final Clock clock;
  private final AlertBoard board;
  private final AlertActions actions;
  private final ActionTopic topic;
  private final AlertStream<AlertView> stream;
  private final AccessLog log;
  private final Timer latency;
  private TopicFollower<Alert> follower;
  private TopicFollower<AlertAction> actionFollower;

  private AlertDelivery(
      Clock clock,
      AlertBoard board,
      AlertActions actions,
      ActionTopic topic,
      AlertStream<AlertView> stream,
      AccessLog log,
      MeterRegistry meters) {
    this.clock = clock;
    this.actions = actions;
    this.topic = topic;
    this.log = log;
    this.board = board;
    this.stream = stream;
    this.latency =
        Timer.builder("alpr.console.alert.latency")
            .description("Time from the capture of a plate to its alert leaving for the browsers")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(50))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(meters);
    meters.gauge("alpr.console.listeners", stream, AlertStream::size);
  }

  /**
   * How the board is kept.
   *
   * @param window how far back it reaches
   * @param lookBack how much older than the window a read may be whose alert came of a look-back
   * @param kept most alerts on it
   * @param streamLifetime how long one browser's connection lasts
   * @param actionDeadline how long one action may take to be durable, and to be read back
   */
  public record Limits(
      Duration window,
      Duration lookBack,
      int kept,
      Duration streamLifetime,
      Duration actionDeadline) {}

  /**
   * Starts following and registers the routes.
   *
   * @throws IOException if the access log cannot be opened
   */
  public static AlertDelivery start(ServiceContext context, Limits limits) throws IOException {
    AccessLog log = context.accessLogs().open("console");
    Duration oldest = limits.window().plus(limits.lookBack());
    AlertActions actions =
        new AlertActions(context.policy().alerts().requiredChecks(), oldest, context.clock());
    AlertBoard board =
        new AlertBoard(
            limits.kept(),
            limits.window(),
            context.clock(),
            alert -> MustTell.why(alert, actions.of(alert.getAlertId())).isPresent());
    ActionTopic topic =
        new ActionTopic(
            context
                .kafka()
                .producer(
                    Topics.ALERT_ACTIONS, AccessLog.producerSettings(limits.actionDeadline())),
            limits.actionDeadline());
    AlertStream<AlertView> stream = new AlertStream<>(limits.streamLifetime());
    AlertDelivery delivery =
        new AlertDelivery(context.clock(), board, actions, topic, stream, log, context.meters());
    delivery.follow(context, limits.window(), oldest);
    AlertAccess access = new AlertAccess(log);
    new AlertRoutes(board, actions, stream, access).register(context.http());
    new ActionRoutes(
            new ActionDesk(
                board,
                actions,
                topic,
                access,
                delivery.actionFollower::state,
                context.meters(),
                limits.actionDeadline(),
                context.clock()))
        .register(context.http());
    return delivery;
  }

  private void follow(ServiceContext context, Duration window, Duration oldest) {
    Instant now = context.clock().instant();
    actionFollower =
        TopicFollower.start(
            context.kafka(), Topics.ALERT_ACTIONS, now.minus(oldest), this::acceptAction);
    context.health().register(ACTIONS_HEALTH, actionFollower::state);
    follower =
        TopicFollower.start(context.kafka(), Topics.ALERTS, now.minus(window), this::acceptAlert);
    context.health().register(HEALTH, follower::state);
  }

  private void acceptAlert(ConsumerRecord<String, Alert> record) {
    Alert alert = record.value();
    if (alert == null || !board.put(alert)) {
      return;
    }
    stream.publish(view(alert));
    if (alert.getRevision() == 0 && !alert.getLookBack()) {
      Duration age = Duration.between(alert.getCapturedAt(), clock.instant());
      latency.record(age.isNegative() ? Duration.ZERO : age);
    }
  }

  private void acceptAction(ConsumerRecord<String, AlertAction> record) {
    AlertAction action = record.value();
    if (action != null && actions.put(action, Instant.ofEpochMilli(record.timestamp()))) {
      board.find(action.getAlertId()).map(this::view).ifPresent(stream::publish);
    }
  }

  private AlertView view(Alert alert) {
    return AlertView.of(alert, actions.of(alert.getAlertId()));
  }

  @Override
  public void close() {
    stream.close();
    follower.close();
    actionFollower.close();
    topic.close();
    log.close();
  }
}
