package org.alprstreams.console.alerts;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.kafka.TopicFollower;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows alerts and what people do about them, keeps the board and tells every browser that
 * listens.
 */
public final class AlertDelivery implements AutoCloseable {

  private static final String HEALTH = "console:alerts";
  private static final String ACTIONS_HEALTH = "console:alert-actions";

  private final AlertBoard board;
  private final AlertActions actions;
  private final ActionTopic topic;
  private final AlertStream<AlertView> stream;
  private final AccessLog log;
  private final AlertLatency latency;

  /** Volatile: it hands over the first alerts, and browsers listen, before it is set. */
  private volatile TopicFollower<Alert> follower;

  private TopicFollower<AlertAction> actionFollower;

  private AlertDelivery(ServiceContext context, Limits limits) throws IOException {
    Clock clock = context.clock();
    this.log = context.accessLogs().open("console");
    Duration oldest = limits.window().plus(limits.lookBack());
    this.actions = new AlertActions(context.policy().alerts().requiredChecks(), oldest, clock);
    this.board = new AlertBoard(limits.kept(), limits.window(), clock, this::mustTell);
    this.topic =
        new ActionTopic(
            context
                .kafka()
                .producer(
                    Topics.ALERT_ACTIONS, AccessLog.producerSettings(limits.actionDeadline())),
            limits.actionDeadline());
    this.stream = new AlertStream<>(limits.streamLifetime(), () -> following().isUp());
    this.latency = new AlertLatency(context.meters(), clock, this::alertsArrive);
    context.meters().gauge("alpr.console.listeners", stream, AlertStream::size);
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
    AlertDelivery delivery = new AlertDelivery(context, limits);
    delivery.follow(context, limits.window(), limits.window().plus(limits.lookBack()));
    delivery.register(context, limits.actionDeadline());
    return delivery;
  }

  private void register(ServiceContext context, Duration actionDeadline) {
    AlertAccess access = new AlertAccess(log);
    new AlertRoutes(board, actions, stream, access, this::following).register(context.http());
    new ActionRoutes(
            new ActionDesk(
                board,
                actions,
                topic,
                access,
                actionFollower::state,
                context.meters(),
                actionDeadline,
                context.clock()))
        .register(context.http());
  }

  private void follow(ServiceContext context, Duration window, Duration oldest) {
    Instant now = context.clock().instant();
    actionFollower =
        TopicFollower.start(
            context.kafka(), Topics.ALERT_ACTIONS, now.minus(oldest), this::acceptAction);
    context.health().register(ACTIONS_HEALTH, actionFollower::state);
    follower =
        TopicFollower.start(context.kafka(), Topics.ALERTS, now.minus(window), this::acceptAlert);
    context.health().register(HEALTH, this::followingAlerts);
  }

  private void acceptAlert(ConsumerRecord<String, Alert> record) {
    Alert alert = record.value();
    if (alert == null || !board.put(alert)) {
      return;
    }
    stream.publish(view(alert));
    latency.delivered(alert);
  }

  private void acceptAction(ConsumerRecord<String, AlertAction> record) {
    AlertAction action = record.value();
    if (action != null && actions.put(action, Instant.ofEpochMilli(record.timestamp()))) {
      board.find(action.getAlertId()).map(this::view).ifPresent(stream::publish);
    }
  }

  private Following following() {
    return new Following(followingAlerts(), actionFollower.state());
  }

  private HealthState followingAlerts() {
    TopicFollower<Alert> started = follower;
    return started == null ? HealthState.starting("alerts are not followed yet") : started.state();
  }

  private boolean alertsArrive() {
    return followingAlerts().level() == HealthState.Level.UP;
  }

  private boolean mustTell(Alert alert) {
    return MustTell.why(alert, actions.of(alert.getAlertId())).isPresent();
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
