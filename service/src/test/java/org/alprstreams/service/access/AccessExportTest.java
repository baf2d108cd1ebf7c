package org.alprstreams.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.alprstreams.avro.AccessCheckpoint;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.service.access.AccessExport.Verdict;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody who has an export in hand may do to it, and that it is found and named. */
class AccessExportTest {

  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final SigningKey KEY = SigningKey.generate();

  /** Two runs of writer a, one of b, which was still running: its last records are not signed. */
  private static final int RECORDS_OF_A = 6;

  private static final int RECORDS = 2 * RECORDS_OF_A + 3;

  /** Opening and end of the two runs of a, and opening of b. */
  private static final int CHECKPOINTS = 5;

  private static Path directory;
  private static List<String> lines;
  private static Log whole;

  /** A log at one moment. */
  private record Log(List<AccessRecord> records, List<AccessCheckpoint> checkpoints) {

    static Log of(SignedLog... logs) {
      return new Log(
          Stream.of(logs).flatMap(log -> log.written().stream()).toList(),
          Stream.of(logs).flatMap(log -> log.signed().stream()).toList());
    }
  }

  @BeforeAll
  @BeforeContainer
  static void export() throws IOException {
    directory = Files.createTempDirectory("export");
    SignedLog first = new SignedLog(KEY, directory.resolve("a"), "a").append(RECORDS_OF_A).close();
    SignedLog second = new SignedLog(KEY, directory.resolve("a"), "a").append(RECORDS_OF_A).close();
    SignedLog third = new SignedLog(KEY, directory.resolve("b"), "b").append(3);
    whole = Log.of(first, second, third);
    lines = write(whole, null, null);
  }

  @AfterAll
  @AfterContainer
  static void remove() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  @Test
  void untouchedExportIsIntactAndSaysWhatIsNotSignedYet() throws IOException {
    // When
    Verdict verdict = verify(lines);

    // Then
    assertThat(verdict.intact()).isTrue();
    assertThat(verdict.words())
        .contains(RECORDS + " records in 3 chains, " + CHECKPOINTS + " checkpoints")
        .contains("3 records come after the last checkpoint");
  }

  @Test
  void sameLogIsTheSameFile() throws IOException {
    List<String> shuffledLog = write(shuffled(), null, null);
    assertThat(shuffledLog).isEqualTo(lines);
  }

  private static Log shuffled() {
    var records = new ArrayList<>(whole.records());
    var checkpoints = new ArrayList<>(whole.checkpoints());
    Collections.shuffle(records);
    Collections.shuffle(checkpoints);
    return new Log(records, checkpoints);
  }

  @Property
  void changedByteIsFoundInItsLine(
      @ForAll @IntRange(min = 1, max = CHECKPOINTS + RECORDS) int line,
      @ForAll @IntRange(min = 0, max = 10_000) int place,
      @ForAll @IntRange(min = 1, max = 127) int flip)
      throws IOException {
    // Given
    byte[] bytes = lines.get(line).getBytes(StandardCharsets.UTF_8);
    int at = place % bytes.length;
    byte changed = (byte) (bytes[at] ^ flip);
    if (changed == '\n' || changed == '\r') {
      return; // Makes two lines of one; the properties below are about lines.
    }
    bytes[at] = changed;
    Path file = directory.resolve("changed.jsonl");
    List<byte[]> all = lines.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < all.size(); i++) {
        out.write(i == line ? bytes : all.get(i));
        out.write('\n');
      }
    }

    // When
    Verdict verdict = verify(file);

    // Then: where the record says so itself, or where it is missed
    assertThat(verdict.intact()).isFalse();
    assertThat(verdict.words()).startsWith("Line " + (line + 1));
  }

  @Property
  void droppedRecordIsFound(@ForAll @IntRange(min = 0, max = RECORDS - 1) int record)
      throws IOException {
    // Given
    List<String> changed = new ArrayList<>(lines);
    changed.remove(line(record));

    // When
    Verdict verdict = verify(changed);

    // Then
    assertThat(verdict.intact()).isFalse();
    assertThat(verdict.words())
        .containsPattern("records from sequence|records from here on are missing|were cut off");
  }

  @Property
  void movedRecordIsFound(
      @ForAll @IntRange(min = 0, max = RECORDS - 1) int from,
      @ForAll @IntRange(min = 0, max = RECORDS - 1) int to)
      throws IOException {
    // Given
    List<String> changed = new ArrayList<>(lines);
    changed.add(line(to), changed.remove(line(from)));

    // When / Then
    assertThat(verify(changed).intact()).isEqualTo(from == to);
  }

  @Property
  void repeatedRecordIsFound(
      @ForAll @IntRange(min = 0, max = RECORDS - 1) int which,
      @ForAll @IntRange(min = 0, max = RECORDS) int where)
      throws IOException {
    // Given
    List<String> changed = new ArrayList<>(lines);
    changed.add(where == RECORDS ? lines.size() : line(where), lines.get(line(which)));

    // When / Then
    assertThat(verify(changed).intact()).isFalse();
  }

  @Test
  void repeatedRecordIsNamed() throws IOException {
    // Given
    List<String> changed = new ArrayList<>(lines);
    changed.add(line(2), lines.get(line(1)));

    // When / Then
    assertThat(verify(changed).words())
        .contains("sequence 1")
        .contains(record(1).getRecordId())
        .contains("was repeated");
  }

  @Property
  void endThatWasCutOffASignedChainIsFound(
      @ForAll @IntRange(min = 0, max = 1) int chain,
      @ForAll @IntRange(min = 1, max = RECORDS_OF_A) int cut)
      throws IOException {
    // Given: a forger who also puts the header right
    int end = line((chain + 1) * RECORDS_OF_A - 1) + 1;
    List<String> changed = new ArrayList<>(lines);
    changed.subList(end - cut, end).clear();
    changed.set(0, lines.get(0).replace("\"records\":15", "\"records\":" + (RECORDS - cut)));

    // When
    Verdict verdict = verify(changed);

    // Then
    assertThat(verdict.intact()).isFalse();
    assertThat(verdict.words())
        .contains("records from here on are missing: " + RECORDS_OF_A + " of the chain were signed")
        .contains("sequence " + (RECORDS_OF_A - cut));
  }

  @Test
  void chainThatIsMissingWithItsCheckpointsIsNamedByTheNext() throws IOException {
    // Given
    String first = whole.checkpoints().get(0).getHead().getChainId();
    String second = whole.checkpoints().get(2).getHead().getChainId();
    boolean firstIsNamed =
        whole.checkpoints().stream()
            .anyMatch(c -> c.getPrevious() != null && c.getPrevious().getChainId().equals(first));
    String named = firstIsNamed ? first : second;
    Log without =
        new Log(
            whole.records().stream().filter(r -> !r.getChainId().equals(named)).toList(),
            whole.checkpoints().stream()
                .filter(c -> !c.getHead().getChainId().equals(named))
                .toList());

    // When
    Verdict verdict = verify(write(without, null, null));

    // Then
    assertThat(verdict.intact()).isFalse();
    assertThat(verdict.words()).contains(named).contains("whole chain is missing");
    // And: of a span, chains outside it are not asked for
    assertThat(verify(write(without, Instant.EPOCH, NOW)).intact()).isTrue();
  }

  @Test
  void foreignSignatureIsNamed() throws IOException {
    // Given: somebody writes a chain anew and signs it with a key of their own
    SigningKey other = SigningKey.generate();
    SignedLog forged = new SignedLog(other, directory.resolve("c"), "c").append(2).close();
    List<String> export = write(Log.of(forged), null, null);

    // When
    Verdict verdict = verify(export);

    // Then
    assertThat(verdict.intact()).isFalse();
    assertThat(verdict.words())
        .contains(forged.written().get(0).getChainId())
        .contains("a key that is not among those given");
  }

  @Test
  void foreignSignatureUnderOurKeysNameIsNamed() throws IOException {
    // Given
    SigningKey other = SigningKey.generate();
    SignedLog forged = new SignedLog(other, directory.resolve("d"), "d").append(2).close();
    List<String> export =
        write(Log.of(forged), null, null).stream()
            .map(line -> line.replace(other.id(), KEY.id()))
            .toList();

    // When / Then
    assertThat(verify(export).words()).startsWith("Line 2").contains("signature").contains("wrong");
  }

  @Test
  void chainWrittenAnewUnderGenuineCheckpointsIsNamed() throws IOException {
    // Given: hashes hold again, the signed ones do not
    String chain = whole.records().get(0).getChainId();
    SignedLog forged = new SignedLog(KEY, directory.resolve("e"), "e").append(RECORDS_OF_A);
    var records = new ArrayList<>(whole.records());
    records.removeIf(record -> record.getChainId().equals(chain));
    var link = AccessChain.Link.START;
    for (var record : forged.written()) {
      var copy =
          AccessRecord.newBuilder(record)
              .setChainId(chain)
              .setUsername("somebody else")
              .setPreviousHash(link.previousHash().duplicate());
      var moved = copy.setHash(ByteBuffer.wrap(CanonicalRecord.hash(copy.build()))).build();
      records.add(moved);
      link = link.next(moved);
    }

    // When
    Verdict verdict = verify(write(new Log(records, whole.checkpoints()), null, null));

    // Then
    assertThat(verdict.intact()).isFalse();
    assertThat(verdict.words()).contains("not the record that was signed");
  }

  @Test
  void chainThatNobodySignedIsRefusedUnlessAllowed() throws IOException {
    // Given
    List<String> export = write(new Log(whole.records(), List.of()), null, null);
    Path file = file(export);

    // When / Then
    assertThat(verify(file).words()).contains("nobody has signed its chain");
    assertThat(AccessExport.verify(file, keys(), true, false).intact()).isTrue();
    assertThat(AccessExport.verify(file, keys(), true, false).words())
        .contains("3 chains have no checkpoint");
  }

  @Test
  void chainWhoseBeginningHasExpiredIsRefusedUnlessAllowed() throws IOException {
    // Given
    List<String> export =
        write(
            new Log(whole.records().subList(2, whole.records().size()), whole.checkpoints()),
            null,
            null);
    Path file = file(export);

    // When / Then
    assertThat(verify(file).words()).contains("records from sequence 0 on are missing");
    assertThat(AccessExport.verify(file, keys(), false, true).words())
        .startsWith("Intact")
        .contains("1 chains begin late");
  }

  @Test
  void checkpointStandsRightBehindTheLastRecordItCovers() {
    // Then: opening, records, end; and of the chain still running the opening and its records
    assertThat(lines.stream().skip(1).map(line -> line.substring(9, 10)))
        .containsExactly("crrrrrrccrrrrrrccrrr".split(""));
  }

  @Test
  void checkpointThatWasMovedIsFoundEvenWhereRecordsMayHaveExpired() throws IOException {
    // Given: a forger who lets a chain's checkpoints come before what they cover
    int end = line(RECORDS_OF_A - 1) + 1;
    List<String> changed = new ArrayList<>(lines);
    changed.add(2, changed.remove(end));

    // When
    Verdict verdict = AccessExport.verify(file(changed), keys(), false, true);

    // Then
    assertThat(verdict.words()).startsWith("Line 4").contains("checkpoint was moved");
  }

  @Test
  void checkpointThatWasTakenOutIsMissed() throws IOException {
    // Given
    List<String> changed = new ArrayList<>(lines);
    changed.remove(line(RECORDS_OF_A - 1) + 1);

    // When / Then
    assertThat(verify(changed).words()).contains("or checkpoints, were cut off");
  }

  @Test
  void chainsThatHadNoRecordYetHideNoneThatCameBefore() throws IOException {
    // Given: a chain is opened, its first record fails, the next names the empty one
    SignedLog log = new SignedLog(KEY, directory.resolve("f"), "f").append(2);
    log.records.sendException = new NotEnoughReplicasException("one replica of two");
    assertThatThrownBy(() -> log.append(1)).isInstanceOf(AccessLogUnavailable.class);
    assertThatThrownBy(() -> log.append(1)).isInstanceOf(AccessLogUnavailable.class);
    log.records.sendException = null;
    log.append(1).close();
    Log all = Log.of(log);
    assertThat(verify(write(all, null, null)).intact()).isTrue();

    // When: all before the last chain is taken out
    String last = log.written().get(2).getChainId();
    Verdict verdict =
        verify(
            write(
                new Log(
                    all.records().subList(2, 3),
                    all.checkpoints().stream()
                        .filter(checkpoint -> checkpoint.getHead().getChainId().equals(last))
                        .toList()),
                null,
                null));

    // Then
    assertThat(verdict.intact()).isFalse();
    assertThat(verdict.words()).contains("whole chain is missing").contains("with 0 records");
  }

  @Test
  void recordsThatArrivedAlthoughTheirWriterWasToldOtherwiseBreakNothing() throws IOException {
    // Given: every third write is durable and reported as lost
    SignedLog log = new SignedLog(KEY, directory.resolve("g"), "g", 3, Duration.ofDays(1));
    int refused = 0;
    for (int i = 0; i < 30; i++) {
      log.records.tellLost = i % 3 == 2;
      log.checkpoints.tellLost = i % 7 == 6;
      try {
        log.append(1);
      } catch (AccessLogUnavailable e) {
        refused++;
      }
    }
    log.records.tellLost = false;
    log.checkpoints.tellLost = false;
    log.close();

    // When
    Verdict verdict = verify(write(Log.of(log), null, null));

    // Then: no place in a chain is taken twice
    assertThat(refused).isGreaterThanOrEqualTo(10);
    assertThat(log.written())
        .extracting(record -> record.getChainId() + " " + record.getSequence())
        .doesNotHaveDuplicates();
    assertThat(verdict.words()).startsWith("Intact: " + log.written().size() + " records");
  }

  @Test
  void existingFileIsNotOverwritten() throws IOException {
    // Given
    Path file = file(lines);

    // When / Then
    assertThatThrownBy(() -> new ExportWriter(file)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void fileThatEndsEarlyAndOneThatIsNoExportAreToldSo() throws IOException {
    assertThat(verify(List.of()).words()).isEqualTo("Line 1 is missing: the file is empty.");
    // By which chain comes first, records that a checkpoint vouches for are missing, or only some
    // of those that the header counts.
    Verdict early = verify(lines.subList(0, 3));
    assertThat(early.intact()).isFalse();
    assertThat(early.words()).containsPattern("are missing|is missing|were cut off");
    assertThat(verify(List.of("{}")).words()).isEqualTo("Line 1 is no header of an export.");
  }

  /** Where a record stands: checkpoints stand between them. */
  private static int line(int record) {
    return recordLines().get(record);
  }

  private static List<Integer> recordLines() {
    return IntStream.range(0, lines.size())
        .filter(line -> lines.get(line).startsWith("{\"type\":\"record\""))
        .boxed()
        .toList();
  }

  private static AccessRecord record(int number) {
    String line = lines.get(line(number));
    return whole.records().stream()
        .filter(record -> AccessExport.line(record).equals(line))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> write(Log log, Instant from, Instant to) throws IOException {
    Path file = directory.resolve("written.jsonl");
    Files.deleteIfExists(file);
    try (ExportWriter out = new ExportWriter(file)) {
      log.checkpoints().forEach(out::add);
      log.records().forEach(out::add);
      out.finish(NOW, from, to);
    }
    return Files.readAllLines(file);
  }

  private static Path file(List<String> content) throws IOException {
    return Files.write(directory.resolve("export.jsonl"), content);
  }

  private static Verdict verify(List<String> content) throws IOException {
    return verify(file(content));
  }

  private static Verdict verify(Path file) throws IOException {
    return AccessExport.verify(file, keys(), false, false);
  }

  private static PublicKeys keys() {
    return PublicKeys.of(KEY.publicKey());
  }
}
