package org.alprstreams.service.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.AccessCheckpoint;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A log with its checkpoints, and what it wrote to both topics. */
final class SignedLog {

  static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00.123456Z"), ZoneOffset.UTC);

  /** Longer than a busy machine lets a thread wait for its turn. */
  private static final Duration PATIENT = Duration.ofSeconds(30);

  final ForgetfulProducer<AccessRecord> records = new ForgetfulProducer<>(Topics.ACCESS_LOG);
  final ForgetfulProducer<AccessCheckpoint> checkpoints =
      new ForgetfulProducer<>(Topics.ACCESS_CHECKPOINTS);
  final AccessLog log;

  /**
   * @param memory which chain came before
   * @param every after how many records a checkpoint comes
   * @param interval after how long
   */
  SignedLog(SigningKey key, Path memory, String writer, int every, Duration interval) {
    try {
      log =
          new AccessLog(
              records,
              Optional.of(
                  new Sealing(
                      checkpoints, key, new ChainMemory(memory), CLOCK, PATIENT, every, interval)),
              CLOCK,
              "policy 1",
              writer,
              PATIENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A log that is signed at its chains' beginnings and ends only. */
  SignedLog(SigningKey key, Path memory, String writer) {
    this(key, memory, writer, Integer.MAX_VALUE, Duration.ofDays(1));
  }

  SignedLog append(int count) {
    for (int i = 0; i < count; i++) {
      log.append(entry("8ABC12" + i % 10));
    }
    return this;
  }

  SignedLog close() {
    log.close();
    return this;
  }

  List<AccessRecord> written() {
    return records.history().stream().map(ProducerRecord::value).toList();
  }

  List<AccessCheckpoint> signed() {
    return checkpoints.history().stream().map(ProducerRecord::value).toList();
  }

  static AccessEntry entry(String plate) {
    return new AccessEntry(
        "QUERY_READS",
        Map.of("plate", plate, "lookalikes", "false"),
        "añá \"quoted\"",
        "Sheriff",
        List.of("ANALYST"),
        "STOLEN_VEHICLE",
        Optional.empty(),
        AccessOutcome.GRANTED,
        Optional.empty(),
        Optional.of(3L));
  }
}
