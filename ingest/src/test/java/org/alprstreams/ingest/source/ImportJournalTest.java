package org.alprstreams.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportJournalTest {

  private static final Instant AT = Instant.parse("2026-11-23T16:00:00.123Z");

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("imports").resolve("one.journal");
  }

  @Test
  void whatWasDoneIsKnownInTheNextRun() throws Exception {
    // Given
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      journal.sending("frame", AT);
      journal.done("frame", "file");
    }

    // When / Then
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      assertThat(journal.isDone("frame")).isTrue();
      assertThat(journal.isDone("file")).isTrue();
      assertThat(journal.isDone("other")).isFalse();
      assertThat(journal.doubt()).isEmpty();
    }
  }

  @Test
  void frameThatWasSentAndNotAcknowledgedIsInDoubt() throws Exception {
    // Given
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      journal.sending("first", AT.minusSeconds(1));
      journal.done("first", "file");
      journal.sending("second", AT);
    }

    // When / Then
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      assertThat(journal.doubt()).hasValue(new ImportJournal.Doubt("second", AT));
      assertThat(journal.isDone("second")).isFalse();
    }
  }

  @Test
  void tornLastLineIsPassedOverWhereverItIsTorn() throws Exception {
    // Given: every length that a kill inside the last line can leave
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      journal.sending("1a", AT);
      journal.done("1a", "2b");
      journal.sending("3c", AT);
    }
    byte[] whole = Files.readAllBytes(file);
    int lastLine = new String(whole, StandardCharsets.UTF_8).lastIndexOf("sending");
    for (int length = lastLine; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));

      // When: the next run goes on
      try (ImportJournal journal = ImportJournal.open(file, false)) {
        assertThat(journal.isDone("1a")).isTrue();
        journal.sending("4d", AT);
        journal.done("4d", "5e");
      }

      // Then: neither what was before nor what came after is lost
      try (ImportJournal journal = ImportJournal.open(file, false)) {
        assertThat(journal.isDone("1a")).as("torn at " + length).isTrue();
        assertThat(journal.isDone("5e")).as("torn at " + length).isTrue();
      }
    }
  }

  @Test
  void tornAcknowledgementLeavesItsFrameInDoubt() throws Exception {
    // Given: the file's key is cut short, so nothing of the line may count
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      journal.sending("frame", AT);
    }
    Files.writeString(file, "done fra", StandardOpenOption.APPEND);

    // When / Then
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      assertThat(journal.doubt()).map(ImportJournal.Doubt::frameId).hasValue("frame");
      assertThat(journal.isDone("frame")).isFalse();
    }
  }

  @Test
  void journalWithBytesThatAreNoTextIsStillRead() throws Exception {
    // Given: zeros and rubbish, as a power cut leaves them
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      journal.done("frame", "file");
    }
    Files.writeString(file, "sending frame 12\0\0\n", StandardOpenOption.APPEND);
    Files.write(file, new byte[] {0, 0, (byte) 0xFF, (byte) 0xC3, 's'}, StandardOpenOption.APPEND);

    // When / Then
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      assertThat(journal.isDone("frame")).isTrue();
    }
  }

  @Test
  void importingAgainForgetsAllAndMakesOtherFrames() throws Exception {
    // Given
    String first;
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      first = journal.generation();
      journal.done("frame", "file");
    }

    // When
    String second;
    try (ImportJournal journal = ImportJournal.open(file, true)) {
      second = journal.generation();
      assertThat(journal.isDone("frame")).isFalse();
      journal.done("frame of now", "file");
    }

    // Then: and a run that goes on belongs to the same generation
    assertThat(second).isNotEqualTo(first);
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      assertThat(journal.generation()).isEqualTo(second);
      assertThat(journal.isDone("file")).isTrue();
    }
  }

  @Test
  void filesThatAreGoneAreForgottenButTheNewest() throws Exception {
    // Given ten files, of which the first and the last are still there
    String generation;
    try (ImportJournal journal = ImportJournal.open(file, true, 2)) {
      generation = journal.generation();
      for (int i = 0; i < 10; i++) {
        journal.sending("frame" + i, AT);
        journal.done("frame" + i, "file" + i);
      }
      assertThat(journal.isLong(7)).isFalse();
      assertThat(journal.isLong(2)).isTrue();

      // When
      journal.forgetGone(Set.of("file0", "file9"));
      journal.done("frame10", "file10");

      // Then
      assertThat(journal.isLong(2)).isFalse();
      assertKnows(journal, 0, 7, 8, 9, 10);
    }
    try (ImportJournal journal = ImportJournal.open(file, false, 2)) {
      assertKnows(journal, 0, 7, 8, 9, 10);
      assertThat(journal.generation()).isEqualTo(generation);
      assertThat(journal.doubt()).isEmpty();
    }
    assertThat(Files.readAllLines(file)).filteredOn(line -> !line.isEmpty()).hasSize(6);
  }

  private static void assertKnows(ImportJournal journal, Integer... files) {
    for (int i = 0; i <= 10; i++) {
      boolean known = List.of(files).contains(i);
      assertThat(journal.isDone("file" + i)).as("file" + i).isEqualTo(known);
      assertThat(journal.isDone("frame" + i)).as("frame" + i).isEqualTo(known);
    }
  }

  @Test
  void triesWithoutEndDoNotFillTheJournal() throws Exception {
    // Given: a camera that is switched off
    try (ImportJournal journal = ImportJournal.open(file, false, 2)) {
      for (int i = 0; i < 100; i++) {
        journal.sending("frame", AT);
      }

      // When / Then
      assertThat(journal.isLong(1)).isTrue();
      journal.forgetGone(Set.of());
      assertThat(journal.isLong(1)).isFalse();
      assertThat(Files.size(file)).isZero();
    }
  }

  @Test
  void doubtOutlivesForgettingUntilItIsSettled() throws Exception {
    // Given
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      journal.sending("frame", AT);
    }

    // When
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      journal.forgetGone(Set.of());
    }

    // Then
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      assertThat(journal.doubt()).hasValue(new ImportJournal.Doubt("frame", AT));
      journal.done("frame", "file");
      journal.forgetGone(Set.of());
    }
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      assertThat(journal.doubt()).isEmpty();
      assertThat(journal.isDone("file")).isTrue();
    }
  }

  @Test
  void journalWrittenAnewIsStillLocked() throws Exception {
    // Given
    try (ImportJournal first = ImportJournal.open(file, false)) {
      first.done("frame", "file");

      // When
      first.forgetGone(Set.of());
      first.forgetGone(Set.of());

      // Then
      assertThatThrownBy(() -> ImportJournal.open(file, false))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is running");
    }
    ImportJournal.open(file, false).close();
  }

  @Test
  void otherProcessesAreKeptOutUntilItIsClosed() throws Exception {
    // Given
    try (ImportJournal journal = ImportJournal.open(file, false)) {
      journal.done("frame", "file");

      // When / Then: also once it was written anew
      assertThat(OtherImport.open(file)).isEqualTo(OtherImport.TURNED_AWAY);
      journal.forgetGone(Set.of());
      assertThat(OtherImport.open(file)).isEqualTo(OtherImport.TURNED_AWAY);
    }
    assertThat(OtherImport.open(file)).isEqualTo(OtherImport.OPENED);
  }

  @Test
  void twoImportsOfTheSameCannotRunAtOnce() throws Exception {
    // Given
    try (ImportJournal first = ImportJournal.open(file, false)) {
      first.done("frame", "file");

      // When / Then: not even one that would forget all
      assertThatThrownBy(() -> ImportJournal.open(file, true))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is running")
          .hasMessageContaining("one.journal");
      assertThat(Files.readString(file)).contains("done frame file");
    }
    ImportJournal.open(file, false).close();
  }
}
