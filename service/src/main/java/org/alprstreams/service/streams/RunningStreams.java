package org.alprstreams.service.streams;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One started client and what has to be undone when it closes. */
final class RunningStreams implements StreamsHandle {

  private static final Logger LOG = LoggerFactory.getLogger(RunningStreams.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(6);

  private final String applicationId;
  private final KafkaStreams streams;
  private final Runnable afterClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  RunningStreams(String applicationId, KafkaStreams streams, Runnable afterClose) {
    this.applicationId = applicationId;
    this.streams = streams;
    this.afterClose = afterClose;
  }

  @Override
  public KafkaStreams streams() {
    return streams;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    boolean ended =
        streams.close(
            CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_WITHIN));
    LOG.atLevel(ended ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.WARN)
        .addKeyValue("application", applicationId)
        .addKeyValue("complete", ended)
        .log("topology closed");
    afterClose.run();
  }
}
