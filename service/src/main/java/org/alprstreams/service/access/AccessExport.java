package org.alprstreams.service.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.alprstreams.avro.AccessCheckpoint;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.service.access.ExportLines.Header;
import org.alprstreams.service.access.ExportLines.NotALine;
import org.alprstreams.service.access.LogVerifier.Finding;
import org.alprstreams.service.access.LogVerifier.Leniency;

/**
 * An access log as a file that can be checked without this system: a header line, a line for each
 * checkpoint and one for each record, by chain and sequence.
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
   * Writes a log. Only the owner of the new file can read it: it holds plates and names.
   *
   * @param from first moment of the span that the log was taken for, or null
   * @param to first moment after it, or null
   * @throws FileAlreadyExistsException if there is such a file
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, AccessLogCopy log, Instant now, Instant from, Instant to)
      throws IOException {
    Files.createFile(file, ownerOnly());
    try (Writer out = Files.newBufferedWriter(file)) {
      Header header = new Header(now, from, to, log.checkpoints().size(), log.records().size());
      out.write(ExportLines.write(header) + "\n");
      for (AccessCheckpoint checkpoint : log.checkpoints()) {
        out.write(ExportLines.write(checkpoint) + "\n");
      }
      for (AccessRecord record : log.records()) {
        out.write(ExportLines.write(record) + "\n");
      }
    }
  }

  /** A record as the line of an export: the same on every machine, without a line break. */
  public static String line(AccessRecord record) {
    return ExportLines.write(record);
  }

  /**
   * Checks an export against its hash chains and signatures.
   *
   * @param keys whose signatures count
   * @param unsigned whether chains may have no checkpoint
   * @param expired whether chains may begin late or be missing
   * @throws IOException if the file cannot be read
   */
  public static Verdict verify(Path file, PublicKeys keys, boolean unsigned, boolean expired)
      throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      return new Check(lines, keys, new Leniency(unsigned, expired)).verdict();
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** One pass over a file. */
  private static final class Check {

    private final BufferedReader lines;
    private final PublicKeys keys;
    private final Leniency leniency;
    private long number;

    Check(BufferedReader lines, PublicKeys keys, Leniency leniency) {
      this.lines = lines;
      this.keys = keys;
      this.leniency = leniency;
    }

    Verdict verdict() throws IOException {
      try {
        Header header = ExportLines.header(next());
        LogVerifier verifier = new LogVerifier(keys, leniency, header.whole());
        for (long i = 0; i < header.checkpoints(); i++) {
          AccessCheckpoint checkpoint = ExportLines.checkpoint(next());
          Optional<Finding> finding = verifier.checkpoint(checkpoint);
          if (finding.isPresent()) {
            return wrong(finding.get());
          }
        }
        for (Optional<String> line = more(); line.isPresent(); line = more()) {
          Optional<Finding> finding = verifier.record(ExportLines.record(line.get()));
          if (finding.isPresent()) {
            return wrong(finding.get());
          }
        }
        Optional<Finding> finding = verifier.end();
        if (finding.isPresent()) {
          return wrong(finding.get());
        }
        return verifier.extent().records() == header.records()
            ? new Verdict(true, summary(header, verifier.extent()))
            : new Verdict(
                false,
                "The header names "
                    + header.records()
                    + " records; "
                    + verifier.extent().records()
                    + " are here: records that nobody had signed yet were cut off.");
      } catch (NotALine e) {
        return new Verdict(false, "Line " + number + " " + e.getMessage() + ".");
      }
    }

    private String next() throws IOException, NotALine {
      return more().orElseThrow(() -> new NotALine("is missing: the file ends early"));
    }

    private Optional<String> more() throws IOException {
      number++;
      return Optional.ofNullable(lines.readLine()).map(Check.utf8());
    }

    /** Read byte by byte, so that no byte of the file is replaced before it is checked. */
    private static Function<String, String> utf8() {
      return line -> new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private Verdict wrong(Finding finding) {
      return new Verdict(
          false,
          "Line "
              + number
              + ": chain "
              + finding.chainId()
              + ", sequence "
              + finding.sequence()
              + (finding.recordId().isEmpty() ? "" : ", record " + finding.recordId())
              + ": "
              + finding.what()
              + ".");
    }

    private static String summary(Header header, LogVerifier.Extent extent) {
      StringBuilder words =
          new StringBuilder(
              "Intact: %,d records in %,d chains, %,d checkpoints with valid signatures, %s."
                  .formatted(
                      extent.records(),
                      extent.chains(),
                      extent.checkpoints(),
                      header.whole()
                          ? "the log whole as of " + header.exportedAt()
                          : "the chains of a span from " + header.from() + " to " + header.to()));
      if (extent.unsealed() > 0) {
        words.append(
            "\n%,d records come after the last checkpoint of their chain: chained, not signed."
                .formatted(extent.unsealed()));
      }
      if (extent.unsignedChains() > 0) {
        words.append("\n%,d chains have no checkpoint.".formatted(extent.unsignedChains()));
      }
      if (extent.lateChains() > 0) {
        words.append(
            "\n%,d chains begin late: what came before is not here."
                .formatted(extent.lateChains()));
      }
      return words.toString();
    }
  }
}
