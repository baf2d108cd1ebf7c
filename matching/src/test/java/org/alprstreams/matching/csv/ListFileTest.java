package org.alprstreams.matching.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListFileTest {

  @TempDir Path directory;

  @Test
  void plainFilesAreReadAsTheyAre() throws Exception {
    Path file = Files.writeString(directory.resolve("list.csv"), "PKW,plate\n");
    assertThat(text(file)).isEqualTo("PKW,plate\n");
    assertThat(new ListFile(file).sha256())
        .hasSize(64)
        .isEqualTo(new ListFile(file).sha256())
        .matches("[0-9a-f]+");
  }

  @Test
  void theOnlyFileOfAnArchiveIsReadWhateverItsPath() throws Exception {
    // Given an archive that would write outside its directory if it were unpacked
    Path zip = zip("lists/", null, "../../etc/list.csv", "plate\n8ABC123\n");

    // Then
    assertThat(text(zip)).isEqualTo("plate\n8ABC123\n");
    assertThat(directory.resolve("../../etc/list.csv")).doesNotExist();
  }

  @Test
  void archivesOfNoneOrSeveralFilesAreRefused() throws Exception {
    assertRefused("holds no file", zip("lists/", null));
    assertRefused("holds no file", zip());
    assertRefused("more than one file", zip("a.csv", "x", "b.csv", "y"));
  }

  @Test
  void whatSystemsPutIntoArchivesIsNoFileOfThem() throws Exception {
    // Given an archive as macOS and Windows make it
    Path zip =
        zip(
            "list.csv",
            "plate\n8ABC123\n",
            "__MACOSX/._list.csv",
            "x",
            "lists/.DS_Store",
            "y",
            "._list.csv",
            "z");

    // Then
    assertThat(text(zip)).isEqualTo("plate\n8ABC123\n");
    assertRefused("holds no file", zip("__MACOSX/._list.csv", "x"));
  }

  @Test
  void nameOfTheFileInAnArchiveMayBeInAnyEncoding() throws Exception {
    // Given a name that is not UTF-8
    Path file = directory.resolve("umlaut.zip");
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.ISO_8859_1)) {
      zip.putNextEntry(new ZipEntry("Übersicht.csv"));
      zip.write("plate\n8ABC123\n".getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }

    // Then
    assertThat(text(file)).isEqualTo("plate\n8ABC123\n");
  }

  @Test
  void damagedArchivesAreRefused() throws Exception {
    // Given
    byte[] whole = Files.readAllBytes(zip("a.csv", "plate\n".repeat(1000)));

    // When cut short
    Path cut = Files.write(directory.resolve("cut.zip"), Arrays.copyOf(whole, 60));

    // Then
    assertRefused("cannot be read", cut);
  }

  @Test
  void archivesThatUnpackToTooMuchAreReadNoFurther() throws Exception {
    // Given 64 MiB of blanks in some 64 KiB
    Path bomb = zip("a.csv", " ".repeat(64 << 20));
    assertThat(Files.size(bomb)).isLessThan(100 << 10);

    // When
    long[] read = new long[1];
    assertThatThrownBy(
            () -> {
              try (InputStream in = new ListFile(bomb).open()) {
                while (in.read(new byte[8192]) >= 0) {
                  read[0] += 8192;
                }
              }
            })
        // Then
        .isInstanceOf(ListFile.UnpacksTooMuchException.class)
        .hasMessageContaining("unpacks to more than");
    assertThat(read[0]).isLessThan(ListFile.MOST_RATIO * Files.size(bomb) + 16384);
    assertThatThrownBy(() -> CsvRows.read(new ListFile(bomb), FileFormat.CSV, null))
        .isInstanceOf(UnusableFileException.class);
  }

  private static void assertRefused(String reason, Path file) {
    assertThatThrownBy(() -> text(file))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining(reason);
  }

  private static String text(Path file) throws UnusableFileException, IOException {
    try (InputStream in = new ListFile(file).open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path zip(String... namesAndTexts) throws IOException {
    Path file = Files.createTempFile(directory, "list", ".zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        if (namesAndTexts[i + 1] != null) {
          zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        zip.closeEntry();
      }
    }
    return file;
  }
}
