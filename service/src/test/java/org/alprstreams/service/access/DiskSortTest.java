package org.alprstreams.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSortTest {

  @TempDir Path directory;

  @Test
  void linesComeInTheOrderOfTheirKeysAndLeaveNothingBehind() throws IOException {
    // Given
    List<Integer> numbers = new ArrayList<>(IntStream.range(-500, 500).boxed().toList());
    Collections.shuffle(numbers);
    List<String> lines = new ArrayList<>();
    Path parent = directory.resolve("made").resolve("when needed");

    // When
    try (DiskSort sort = new DiskSort(parent)) {
      numbers.forEach(
          number ->
              sort.add(
                  new DiskSort.Key().text(number < 0 ? "b" : "a").number(number), number + "\r\n"));
      sort.forEach(lines::add);
    }

    // Then
    assertThat(lines)
        .containsExactlyElementsOf(
            IntStream.concat(IntStream.range(0, 500), IntStream.range(-500, 0))
                .mapToObj(number -> number + "\r\n")
                .toList());
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void textsAreOrderedAsJavaOrdersThem() throws IOException {
    // Given: by bytes of UTF-8 the last two would change places
    List<String> texts = List.of("", "a", "a-", "aa", "b", "é", "\uD83D\uDE97", "\uFF21");
    List<String> lines = new ArrayList<>();

    // When
    try (DiskSort sort = new DiskSort(directory)) {
      texts.forEach(text -> sort.add(new DiskSort.Key().text(text), text));
      sort.forEach(lines::add);
    }

    // Then
    assertThat(lines).isEqualTo(texts.stream().sorted().toList()).isEqualTo(texts);
  }

  @Test
  void ofTwoLinesUnderOneKeyTheLaterIsKept() throws IOException {
    // Given
    List<String> lines = new ArrayList<>();

    // When
    try (DiskSort sort = new DiskSort(directory)) {
      sort.add(new DiskSort.Key().text("k"), "first");
      sort.add(new DiskSort.Key().text("k"), "second");
      sort.forEach(lines::add);
    }

    // Then
    assertThat(lines).containsExactly("second");
  }
}
