package org.alprstreams.retention.evidence;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadCorrections;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.query.Peers;
import org.alprstreams.retention.query.ReadRef;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.retention.store.MadeCorrections;
import org.alprstreams.retention.write.Register;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Attaches reads to the cases that this instance keeps. A read that is in its case already stays as
 * it was collected: its copy may have images that the kept read has lost since, and a court may
 * hold it. Only who keeps the case can tell what is in it, and only if requests for a case take
 * turns: what one has written must have come back from the topic before the next one looks.
 */
final class Attacher {

  /** Reads that are fetched at once: with images, some ten megabytes. */
  private static final int PART = 50;

  private final LocalEvidence evidence;
  private final WholeReads reads;
  private final Register<Evidence> register;
  private final Register<ReadCorrections> corrections;
  private final Peers peers;
  private final Clock clock;
  private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

  /**
   * @param register where evidence is written
   * @param corrections where it is told what a read was corrected to
   */
  Attacher(
      LocalEvidence evidence,
      WholeReads reads,
      Register<Evidence> register,
      Register<ReadCorrections> corrections,
      Peers peers,
      Clock clock) {
    this.evidence = evidence;
    this.reads = reads;
    this.register = register;
    this.corrections = corrections;
    this.peers = peers;
    this.clock = clock;
  }

  /**
   * Copies those of the reads that are kept, and not in the case yet, with their images.
   *
   * @throws ReadsUnavailable if a read's or the case's partition is moving, or the broker does not
   *     acknowledge; some may be attached then, and all can be asked for again
   */
  Attached attach(EvidenceCall.Copy copy, Context caller) {
    long end = System.nanoTime() + peers.deadline().toNanos();
    ReentrantLock turn = turns.computeIfAbsent(copy.caseNumber(), unknown -> new ReentrantLock());
    await(turn, end);
    try {
      return inTurn(copy, caller, end);
    } finally {
      turn.unlock();
    }
  }

  private static void await(ReentrantLock turn, long end) {
    try {
      if (!turn.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new ReadsUnavailable("Other reads are being attached to this case.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReadsUnavailable("Interrupted while waiting to attach.", e);
    }
  }

  private Attached inTurn(EvidenceCall.Copy copy, Context caller, long end) {
    Set<String> attached = new LinkedHashSet<>();
    Set<String> already = new LinkedHashSet<>();
    for (int from = 0; from < copy.reads().size(); from += PART) {
      List<ReadRef> part = copy.reads().subList(from, Math.min(from + PART, copy.reads().size()));
      Map<Boolean, List<ReadRef>> byThere =
          part.stream().collect(Collectors.partitioningBy(ref -> evidence.has(key(copy, ref))));
      List<ReadRef> there = byThere.get(true);
      there.forEach(ref -> already.add(ref.readId()));
      tellCorrections(copy.caseNumber(), reads.of(there, false, caller, end));
      List<ReadImage> others = reads.of(byThere.get(false), true, caller, end);
      write(copy, others, end);
      others.forEach(image -> attached.add(image.getReadId()));
    }
    return new Attached(List.copyOf(attached), List.copyOf(already));
  }

  private static EvidenceKey key(EvidenceCall.Copy copy, ReadRef ref) {
    return EvidenceKey.of(copy.caseNumber(), ref.capturedAt(), ref.readId());
  }

  private void write(EvidenceCall.Copy copy, List<ReadImage> images, long end) {
    int partition = EvidenceKey.partition(copy.caseNumber(), register.partitions());
    List<EvidenceKey> written = new ArrayList<>();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ReadImage image : images) {
      Instant collectedAt = image.getRead().getCapturedAt();
      EvidenceKey key = EvidenceKey.of(copy.caseNumber(), collectedAt, image.getReadId());
      // Asked again: fetching takes time, in which the case may have gone to another instance.
      if (!evidence.has(key)) {
        written.add(key);
        sent.add(register.send(partition, key.encoded(), evidence(image, copy), copy.at()));
      }
    }
    sent.forEach(register::await);
    for (EvidenceKey key : written) {
      if (!Visible.await(() -> evidence.has(key), end)) {
        throw new ReadsUnavailable("What was attached has not come back from the broker yet.");
      }
    }
  }

  private static Evidence evidence(ReadImage image, EvidenceCall.Copy copy) {
    PlateRead read = image.getRead();
    return Evidence.newBuilder()
        .setReadId(read.getReadId())
        .setRead(read)
        .setPlateCrop(image.getPlateCrop())
        .setScene(image.getScene())
        .setCaseNumbers(List.of(copy.caseNumber()))
        .setCollectedAt(read.getCapturedAt())
        .setAttachedBy(copy.by())
        .setAttachedAt(copy.at())
        .build();
  }

  /**
   * What its copy may have missed, where the service was down: told as {@link EvidenceCorrector} is
   * told of every correction, which notes what is new to it.
   */
  private void tellCorrections(String caseNumber, List<ReadImage> there) {
    int partition = EvidenceKey.partition(caseNumber, register.partitions());
    there.stream()
        .map(ReadImage::getRead)
        .filter(read -> !read.getCorrections().isEmpty())
        .map(
            read ->
                corrections.send(
                    partition, read.getReadId(), MadeCorrections.message(read), clock.instant()))
        .toList()
        .forEach(corrections::await);
  }
}
