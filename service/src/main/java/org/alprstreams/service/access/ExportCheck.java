package org.alprstreams.service.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.alprstreams.service.access.AccessExport.Verdict;
import org.alprstreams.service.access.ExportLines.Header;
import org.alprstreams.service.access.ExportLines.NotALine;
import org.alprstreams.service.access.LogVerifier.Extent;
import org.alprstreams.service.access.LogVerifier.Finding;
import org.alprstreams.service.access.LogVerifier.Leniency;

/** Reads an export twice: for what its checkpoints say of other chains, then chain by chain. */
final class ExportCheck {

  private final Path file;
  private final PublicKeys keys;
  private final Leniency leniency;
  private long number;

  ExportCheck(Path file, PublicKeys keys, Leniency leniency) {
    this.file = file;
    this.keys = keys;
    this.leniency = leniency;
  }

  /** What is done with a line that is not the header. */
  @FunctionalInterface
  private interface Step {
    Optional<Finding> take(String line) throws NotALine;
  }

  Verdict verdict() throws IOException {
    try {
      Header header = header();
      LogVerifier verifier = new LogVerifier(keys, leniency, header.whole());
      Optional<Finding> finding = each(line -> vouched(verifier, line));
      if (finding.isEmpty()) {
        finding = each(line -> checked(verifier, line));
      }
      if (finding.isEmpty()) {
        finding = verifier.end();
      }
      return finding
          .map(found -> new Verdict(false, words(found)))
          .orElseGet(() -> counted(header, verifier.extent()));
    } catch (NotALine e) {
      return new Verdict(false, "Line " + number + " " + e.getMessage() + ".");
    }
  }

  private Header header() throws IOException, NotALine {
    try (BufferedReader lines = lines()) {
      return ExportLines.header(
          more(lines).orElseThrow(() -> new NotALine("is missing: the file is empty")));
    }
  }

  private Optional<Finding> each(Step step) throws IOException, NotALine {
    try (BufferedReader lines = lines()) {
      more(lines);
      for (Optional<String> line = more(lines); line.isPresent(); line = more(lines)) {
        Optional<Finding> finding = step.take(line.get());
        if (finding.isPresent()) {
          return finding;
        }
      }
      return Optional.empty();
    }
  }

  private static Optional<Finding> vouched(LogVerifier verifier, String line) throws NotALine {
    return ExportLines.isCheckpoint(line)
        ? verifier.vouched(ExportLines.checkpoint(line))
        : Optional.empty();
  }

  private static Optional<Finding> checked(LogVerifier verifier, String line) throws NotALine {
    return ExportLines.isCheckpoint(line)
        ? verifier.checkpoint(ExportLines.checkpoint(line))
        : verifier.record(ExportLines.record(line));
  }

  /** Byte by byte, so that no byte of the file is replaced before it is checked. */
  private BufferedReader lines() throws IOException {
    number = 0;
    return Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
  }

  private Optional<String> more(BufferedReader lines) throws IOException {
    number++;
    return Optional.ofNullable(lines.readLine())
        .map(
            line -> new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private String words(Finding finding) {
    return "Line "
        + number
        + ": chain "
        + finding.chainId()
        + ", sequence "
        + finding.sequence()
        + (finding.recordId().isEmpty() ? "" : ", record " + finding.recordId())
        + ": "
        + finding.what()
        + ".";
  }

  /** All that is there is right; whether all is there, the header says. */
  private static Verdict counted(Header header, Extent extent) {
    if (extent.records() == header.records() && extent.checkpoints() == header.checkpoints()) {
      return new Verdict(true, summary(header, extent));
    }
    return new Verdict(
        false,
        "The header names %,d records and %,d checkpoints; %,d and %,d are here: "
                .formatted(
                    header.records(), header.checkpoints(), extent.records(), extent.checkpoints())
            + "records that nobody had signed yet, or checkpoints, were cut off.");
  }

  private static String summary(Header header, Extent extent) {
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
          "\n%,d chains begin late: what came before is not here.".formatted(extent.lateChains()));
    }
    return words.toString();
  }
}
