package org.alprstreams.service.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.ExportWriter.Written;
import org.alprstreams.service.access.LogVerifier.Leniency;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.TopicScan;

/**
 * An access log as a file that can be checked without this system: a header line, and a line for
 * each checkpoint and each record, by chain and sequence.
 */
public final class AccessExport {

  private AccessExport() {}

  /**
   * What a check of an export found.
   *
   * @param intact whether nothing is wrong
   * @param words for the reader: how much was checked, or the first thing that is wrong
   */
  public record Verdict(boolean intact, String words) {}

  /**
   * Writes the log to a new file, or of a span the chains of which any record lies in it, whole: of
   * a part of a chain nobody could tell whether something is missing. Memory grows with the number
   * of chains in the span, not with that of records.
   *
   * @param from first moment of the span, or null for no bound
   * @param to first moment after it, or null for no bound
   * @throws FileAlreadyExistsException if there is such a file
   * @throws IOException if it cannot be written
   * @throws org.alprstreams.service.kafka.ScanException if the broker does not give the log whole
   */
  public static Written write(KafkaClients kafka, Path file, Instant now, Instant from, Instant to)
      throws IOException {
    try (ExportWriter out = new ExportWriter(file)) {
      Predicate<String> wanted = chains(kafka, from, to);
      // First, since a checkpoint that is read vouches for records that were durable before it.
      TopicScan.all(
          kafka,
          Topics.ACCESS_CHECKPOINTS,
          found -> {
            if (wanted.test(found.value().getHead().getChainId())) {
              out.add(found.value());
            }
          });
      TopicScan.all(
          kafka,
          Topics.ACCESS_LOG,
          found -> {
            if (wanted.test(found.value().getChainId())) {
              out.add(found.value());
            }
          });
      return out.finish(now, from, to);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Predicate<String> chains(KafkaClients kafka, Instant from, Instant to) {
    if (from == null && to == null) {
      return chain -> true;
    }
    Set<String> chains = new HashSet<>();
    TopicScan.all(
        kafka,
        Topics.ACCESS_LOG,
        found -> {
          if (within(found.value(), from, to)) {
            chains.add(found.value().getChainId());
          }
        });
    return chains::contains;
  }

  /**
   * Whether a record lies in a span.
   *
   * @param from its first moment, or null for no bound
   * @param to the first moment after it, or null for no bound
   */
  public static boolean within(AccessRecord record, Instant from, Instant to) {
    return (from == null || !record.getAt().isBefore(from))
        && (to == null || record.getAt().isBefore(to));
  }

  /** A record as the line of an export: the same on every machine, without a line break. */
  public static String line(AccessRecord record) {
    return ExportLines.write(record);
  }

  /**
   * Checks an export against its hash chains and signatures. Memory grows with the number of its
   * chains, not with that of records.
   *
   * @param keys whose signatures count
   * @param unsigned whether chains may have no checkpoint
   * @param expired whether chains may begin late or be missing
   * @throws IOException if the file cannot be read
   */
  public static Verdict verify(Path file, PublicKeys keys, boolean unsigned, boolean expired)
      throws IOException {
    return new ExportCheck(file, keys, new Leniency(unsigned, expired)).verdict();
  }
}
