package org.alprstreams.service.streams;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.alprstreams.avro.DeadLetter;
import org.alprstreams.avro.FailureStage;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.log.Redacted;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down where and how a record failed, never what was in it: no key, no value, no headers, no
 * exception message.
 */
final class DeadLetters {

  /** Property under which handlers find their application's instance. */
  static final String PROPERTY = "alpr.dead.letters";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final String NO_RECORD = "(punctuation)";
  private static final int NONE = -1;

  private final String application;
  private final Serializer<DeadLetter> serializer;
  private final MeterRegistry meters;
  private final Clock clock;

  DeadLetters(String application, RecordSerdes serdes, MeterRegistry meters, Clock clock) {
    this.application = application;
    this.serializer = serdes.value(Topics.DEAD_LETTERS).serializer();
    this.meters = meters;
    this.clock = clock;
  }

  /** The instance handed to a handler's {@code configure}. */
  static DeadLetters in(Map<String, ?> configs) {
    return (DeadLetters)
        Objects.requireNonNull(
            configs.get(PROPERTY),
            "Redacting handlers work only with properties from StreamsRunner.properties");
  }

  /** The records to send for a failure that the topology goes on after. */
  List<ProducerRecord<byte[], byte[]>> of(
      FailureStage stage, ErrorHandlerContext context, Exception failure) {
    String topic = context.topic() == null ? NO_RECORD : context.topic();
    Throwable root = Redacted.root(failure);
    LOG.atWarn()
        .addKeyValue("application", application)
        .addKeyValue("stage", stage)
        .addKeyValue("topic", topic)
        .addKeyValue("partition", context.partition())
        .addKeyValue("offset", context.offset())
        .addKeyValue("node", context.processorNodeId())
        .addKeyValue("exception", root.getClass().getName())
        .addKeyValue("at", Redacted.location(root))
        .log("record skipped as a dead letter");
    meters
        .counter("alpr.dead.letters", "application", application, "stage", stage.name())
        .increment();
    if (isGlobal(context)) {
      return List.of();
    }
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setApplication(application)
            .setStage(stage)
            .setTopic(topic)
            .setPartition(context.topic() == null ? NONE : context.partition())
            .setOffset(context.topic() == null ? NONE : context.offset())
            .setProcessorNode(context.processorNodeId())
            .setTaskId(context.taskId() == null ? null : context.taskId().toString())
            .setExceptionClass(root.getClass().getName())
            .setExceptionLocation(Redacted.location(root))
            .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .build();
    String name = Topics.DEAD_LETTERS.name();
    return List.of(new ProducerRecord<>(name, null, serializer.serialize(name, letter)));
  }

  /** Logs a failure after which the topology ends. */
  void fatal(FailureStage stage, ErrorHandlerContext context, Exception failure) {
    LOG.atError()
        .setCause(Redacted.of(failure))
        .addKeyValue("application", application)
        .addKeyValue("stage", stage)
        .addKeyValue("topic", context.topic())
        .addKeyValue("partition", context.partition())
        .addKeyValue("offset", context.offset())
        .addKeyValue("node", context.processorNodeId())
        .log("failure that no later record is spared");
  }

  /**
   * A global thread has no producer: handing it dead letters ends it with a ClassCastException
   * (Kafka 4.3.1). Its task has a number below zero.
   */
  private static boolean isGlobal(ErrorHandlerContext context) {
    return context.taskId() != null && context.taskId().subtopology() < 0;
  }
}
