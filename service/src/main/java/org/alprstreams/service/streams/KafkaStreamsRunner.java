package org.alprstreams.service.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.alprstreams.service.health.Health;
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

  private final StreamsProperties properties;
  private final Health health;
  private final MeterRegistry meters;
  private final Consumer<String> onDeath;
  private final List<StreamsHandle> started = new CopyOnWriteArrayList<>();

  /**
   * @param onDeath told the application id when its topology cannot go on; must return at once
   */
  public KafkaStreamsRunner(
      StreamsProperties properties, Health health, MeterRegistry meters, Consumer<String> onDeath) {
    this.properties = properties;
    this.health = health;
    this.meters = meters;
    this.onDeath = onDeath;
  }

  @Override
  public Properties properties(String applicationId, Map<String, ?> overrides) {
    return properties.of(applicationId, overrides);
  }

  @Override
  public StreamsHandle start(String applicationId, Topology topology, Map<String, ?> overrides) {
    KafkaStreams streams = new KafkaStreams(topology, properties(applicationId, overrides));
    StreamsHealth state = new StreamsHealth();
    String part = "streams:" + applicationId;
    KafkaStreamsMetrics metrics =
        new KafkaStreamsMetrics(streams, List.of(Tag.of("application", applicationId)));
    RunningStreams handle =
        new RunningStreams(
            applicationId,
            streams,
            () -> {
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
            onDeath.accept(applicationId);
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
        onDeath.accept(applicationId);
      }
    } catch (RuntimeException e) {
      died(applicationId, state, e);
      onDeath.accept(applicationId);
    }
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
  }
}
