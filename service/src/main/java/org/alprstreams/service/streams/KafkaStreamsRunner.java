package org.alprstreams.service.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.alprstreams.service.health.Health;
import org.alprstreams.service.kafka.BrokerContact;
import org.alprstreams.service.kafka.Supervision;
import org.alprstreams.service.log.Redacted;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs topologies on a real broker. */
public final class KafkaStreamsRunner implements StreamsRunner, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaStreamsRunner.class);
  private static final long LOOK_SECONDS = 1;

  private final StreamsProperties properties;
  private final Health health;
  private final MeterRegistry meters;
  private final Supervision supervision;
  private final List<StreamsHandle> started = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "broker-contact");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param supervision told the application id when its topology cannot go on
   */
  public KafkaStreamsRunner(
      StreamsProperties properties, Health health, MeterRegistry meters, Supervision supervision) {
    this.properties = properties;
    this.health = health;
    this.meters = meters;
    this.supervision = supervision;
  }

  @Override
  public Properties properties(String applicationId, Map<String, ?> overrides) {
    return properties.of(applicationId, overrides);
  }

  @Override
  public StreamsHandle start(String applicationId, Topology topology, Map<String, ?> overrides) {
    KafkaStreams streams = new KafkaStreams(topology, properties(applicationId, overrides));
    BrokerContact brokers = new BrokerContact(supervision.longestSilence());
    StreamsHealth state = new StreamsHealth(brokers);
    String part = "streams:" + applicationId;
    KafkaStreamsMetrics metrics =
        new KafkaStreamsMetrics(streams, List.of(Tag.of("application", applicationId)));
    Future<?> looking =
        timer.scheduleWithFixedDelay(
            () -> look(applicationId, streams, brokers),
            LOOK_SECONDS,
            LOOK_SECONDS,
            TimeUnit.SECONDS);
    RunningStreams handle =
        new RunningStreams(
            applicationId,
            streams,
            () -> {
              looking.cancel(false);
              metrics.close();
              health.remove(part);
            });
    health.register(part, state::now);
    metrics.bindTo(meters);
    streams.setStateListener(
        (now, before) -> {
          state.changed(now);
          LOG.atInfo()
              .addKeyValue("application", applicationId)
              .addKeyValue("from", before)
              .addKeyValue("to", now)
              .log("topology state");
          if (now == State.ERROR) {
            supervision.onDeath().accept(applicationId);
          }
        });
    streams.setUncaughtExceptionHandler(
        failure -> {
          died(applicationId, state, failure);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    started.add(handle);
    // Starting waits until global tables are filled, which may take long.
    Thread starter =
        new Thread(() -> start(applicationId, streams, state), "start-" + applicationId);
    starter.setDaemon(true);
    starter.start();
    return handle;
  }

  private void start(String applicationId, KafkaStreams streams, StreamsHealth state) {
    try {
      streams.start();
    } catch (IllegalStateException e) {
      if (!streams.state().hasStartedOrFinishedShuttingDown()) {
        died(applicationId, state, e);
        supervision.onDeath().accept(applicationId);
      }
    } catch (RuntimeException e) {
      died(applicationId, state, e);
      supervision.onDeath().accept(applicationId);
    }
  }

  private static void look(String applicationId, KafkaStreams streams, BrokerContact brokers) {
    if (!streams.state().isRunningOrRebalancing()) {
      return;
    }
    try {
      brokers.note(answers(streams));
    } catch (RuntimeException e) {
      // Else the timer would stop for good. What is not noted shows as silence.
      LOG.atError()
          .setCause(Redacted.of(e))
          .addKeyValue("application", applicationId)
          .log("contact with Kafka could not be looked at");
    }
  }

  /**
   * How many answers each of the topology's consumers has had. Those that restore state are left
   * out: they are idle most of the time.
   */
  private static Map<String, Double> answers(KafkaStreams streams) {
    Map<String, Double> answers = new HashMap<>();
    streams
        .metrics()
        .forEach(
            (name, metric) -> {
              String client = name.tags().getOrDefault("client-id", "");
              if (name.group().equals("consumer-metrics")
                  && name.name().equals(BrokerContact.ANSWERS)
                  && !client.endsWith("-restore-consumer")) {
                answers.put(client, (Double) metric.metricValue());
              }
            });
    return answers;
  }

  private static void died(String applicationId, StreamsHealth state, Throwable failure) {
    state.failed(failure.getClass().getSimpleName());
    LOG.atError()
        .setCause(Redacted.of(failure))
        .addKeyValue("application", applicationId)
        .log("topology ends");
  }

  /** Closes every topology that is still open, side by side, so that the whole stays in time. */
  @Override
  public void close() {
    started.parallelStream().forEach(StreamsHandle::close);
    started.clear();
    timer.shutdownNow();
  }
}
