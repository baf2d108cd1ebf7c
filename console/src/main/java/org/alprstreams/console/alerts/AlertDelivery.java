package org.alprstreams.console.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.alprstreams.avro.Alert;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.kafka.TopicFollower;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Follows the alerts' topic, keeps the board and tells every browser that listens. */
public final class AlertDelivery implements AutoCloseable {

  private static final String HEALTH = "console:alerts";

  private final Clock clock;
  private final AlertBoard board;
  private final AlertStream<AlertView> stream;
  private final AccessLog log;
  private final Timer latency;
  private TopicFollower<Alert> follower;

  private AlertDelivery(
      Clock clock,
      AlertBoard board,
      AlertStream<AlertView> stream,
      AccessLog log,
      MeterRegistry meters) {
    this.clock = clock;
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
   * Starts following and registers the routes.
   *
   * @param window how far back the board reaches
   * @param kept most alerts on the board
   * @param streamLifetime how long one browser's connection lasts
   * @throws IOException if the access log cannot be opened
   */
  public static AlertDelivery start(
      ServiceContext context, Duration window, int kept, Duration streamLifetime)
      throws IOException {
    AccessLog log = context.accessLogs().open("console");
    AlertBoard board = new AlertBoard(kept, window, context.clock());
    AlertDelivery delivery =
        new AlertDelivery(
            context.clock(), board, new AlertStream<>(streamLifetime), log, context.meters());
    new AlertRoutes(board, delivery.stream, new AlertAccess(log)).register(context.http());
    delivery.follower =
        TopicFollower.start(
            context.kafka(),
            Topics.ALERTS,
            context.clock().instant().minus(window),
            delivery::accept);
    context.health().register(HEALTH, delivery.follower::state);
    return delivery;
  }

  private void accept(ConsumerRecord<String, Alert> record) {
    Alert alert = record.value();
    if (alert == null || !board.put(alert)) {
      return;
    }
    stream.publish(AlertView.of(alert));
    if (alert.getRevision() == 0 && !alert.getLookBack()) {
      Duration age = Duration.between(alert.getCapturedAt(), clock.instant());
      latency.record(age.isNegative() ? Duration.ZERO : age);
    }
  }

  @Override
  public void close() {
    stream.close();
    follower.close();
    log.close();
  }
}
