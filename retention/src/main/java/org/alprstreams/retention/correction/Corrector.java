package org.alprstreams.retention.correction;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.query.LocalReads;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Corrects reads that this instance keeps, by the way that every revision takes: through the
 * topics, so that stores, images and alerts follow as they follow a better look.
 */
final class Corrector {

  /**
   * How long after its last look a passage may still be revised by matching, whose next revision
   * would take the correction's place.
   */
  static final Duration IN_SIGHT = Duration.ofMinutes(2);

  private final LocalReads reads;
  private final Producer<String, PlateRead> readTopic;
  private final Producer<String, ReadImage> imageTopic;
  private final Duration deadline;
  private final Clock clock;

  /**
   * @param deadline how long writing may take
   */
  Corrector(
      LocalReads reads,
      Producer<String, PlateRead> readTopic,
      Producer<String, ReadImage> imageTopic,
      Duration deadline,
      Clock clock) {
    this.reads = reads;
    this.readTopic = readTopic;
    this.imageTopic = imageTopic;
    this.deadline = deadline;
    this.clock = clock;
  }

  /**
   * @throws ReadsUnavailable if the read's partition is moving or the broker does not acknowledge;
   *     it may then be corrected or not, and can be asked for again
   */
  CorrectionOutcome correct(CorrectionCall call) {
    Optional<ReadImage> kept = reads.find(call.read());
    if (kept.isEmpty()) {
      return CorrectionOutcome.NO_SUCH_READ;
    }
    if (clock.instant().isBefore(kept.get().getRead().getLastSeenAt().plus(IN_SIGHT))) {
      return CorrectionOutcome.STILL_IN_SIGHT;
    }
    CorrectedRead corrected = CorrectedRead.of(kept.get(), call);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      if (corrected.retraction() != null) {
        send(corrected.retraction(), sent);
      }
      send(corrected.corrected(), sent);
      for (Future<RecordMetadata> each : sent) {
        each.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw unacknowledged(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unacknowledged(e);
    }
    return CorrectionOutcome.CORRECTED;
  }

  /** Under its capture time, like every revision, so that it expires with the read. */
  private void send(ReadImage image, List<Future<RecordMetadata>> sent) {
    PlateRead read = image.getRead();
    long at = read.getCapturedAt().toEpochMilli();
    sent.add(
        readTopic.send(
            new ProducerRecord<>(Topics.READS.name(), null, at, read.getPlateKey(), read)));
    sent.add(
        imageTopic.send(
            new ProducerRecord<>(Topics.READ_IMAGES.name(), null, at, read.getPlateKey(), image)));
  }

  private static ReadsUnavailable unacknowledged(Exception cause) {
    return new ReadsUnavailable("The broker did not acknowledge the correction.", cause);
  }
}
