package org.alprstreams.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.config.SettingsLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceChecksTest {

  private static final String NO_FFMPEG = "no-such-ffmpeg";

  @TempDir Path directory;
  private final Map<String, String> pairs = new HashMap<>();

  @Test
  void noSourcesNeedNothing() {
    // Given
    pairs.put("alpr.ingest.ffmpeg", NO_FFMPEG);

    // When / Then
    assertThat(problems()).isEmpty();
  }

  @Test
  void folderThatExistsNeedsNoFfmpeg() {
    // Given
    pairs.put("alpr.ingest.ffmpeg", NO_FFMPEG);
    folder(0, "one", directory);

    // When / Then
    assertThat(problems()).isEmpty();
  }

  @Test
  void folderThatIsMissingOrNoneIsNamedByItsSource() throws Exception {
    // Given
    folder(0, "gone", directory.resolve("none"));
    folder(1, "file", Files.createFile(directory.resolve("a.jpg")));
    source(2, "nowhere", "folder");

    // When / Then
    assertThat(problems())
        .satisfiesExactly(
            first -> assertThat(first).contains("'gone'").contains("folder that exists"),
            second -> assertThat(second).contains("'file'").contains("folder that exists"),
            third -> assertThat(third).contains("'nowhere'").contains("folder that exists"));
  }

  @Test
  void sourceThatIsThereTwiceIsNamed() {
    // Given
    folder(0, "one", directory);
    folder(1, "one", directory);

    // When / Then
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("'one'")
        .contains("twice")
        .contains("its own id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://admin:hush@10.0.0.17/stream",
        "admin:hush@10.0.0.17",
        "rtsp://admin:hu sh@10.0.0.17/hush",
        "rtsp:admin:hush",
        "rtsp://",
        "http:///hush"
      })
  void streamsUrlIsRefusedWithoutRepeatingIt(String url) {
    // Given
    stream(0, "main", url);

    // When / Then
    assertThat(problems())
        .anySatisfy(problem -> assertThat(problem).contains("'main'").contains("URL"))
        .noneSatisfy(problem -> assertThat(problem).containsAnyOf("hush", "hu sh", "admin"));
  }

  @Test
  void streamWithoutAUrlIsNamed() {
    // Given
    source(0, "main", "stream");

    // When / Then
    assertThat(problems())
        .anySatisfy(problem -> assertThat(problem).contains("'main'").contains("rtsp://"));
  }

  @Test
  void streamsNeedFfmpegAndTheMessageSaysWhereToGetItAndNoUrl() {
    // Given
    pairs.put("alpr.ingest.ffmpeg", NO_FFMPEG);
    stream(0, "main", "rtsp://admin:hush@10.0.0.17/stream");
    stream(1, "oak", "rtsp://admin:hush@10.0.0.18/stream");

    // When / Then: once, not once for each stream
    assertThat(problems())
        .singleElement()
        .asString()
        .contains(NO_FFMPEG)
        .contains("install ffmpeg")
        .doesNotContain("hush");
  }

  @Test
  void allProblemsAreToldAtOnce() {
    // Given
    folder(0, "gone", directory.resolve("none"));
    stream(1, "main", "nonsense");

    // When / Then
    assertThat(problems())
        .anySatisfy(problem -> assertThat(problem).contains("'gone'"))
        .anySatisfy(problem -> assertThat(problem).contains("'main'"));
  }

  @Test
  void kindThatIsNoneIsRefusedWithItsKey() {
    // Given
    stream(0, "main", "rtsp://admin:hush@10.0.0.17/stream");
    pairs.put("alpr.ingest.sources[0].kind", "webcam");

    // When / Then
    assertThatThrownBy(this::problems)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("alpr.ingest.sources[0].kind")
        .hasMessageContaining("webcam")
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"camera", "id", "kind"})
  void whatEverySourceNeedsIsAskedForByItsKey(String key) {
    // Given
    stream(0, "main", "rtsp://admin:hush@10.0.0.17/stream");
    pairs.remove("alpr.ingest.sources[0]." + key);

    // When / Then
    assertThatThrownBy(this::problems)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("alpr.ingest.sources[0]." + key)
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "60.5", "many"})
  void picturesASecondHaveBounds(String framesPerSecond) {
    // Given
    stream(0, "main", "rtsp://admin:hush@10.0.0.17/stream");
    pairs.put("alpr.ingest.sources[0].frames-per-second", framesPerSecond);

    // When / Then
    assertThatThrownBy(this::problems)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("frames-per-second")
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 5", "-PT1S, 5", "PT15S, 0.1", "PT0.3S, 5"})
  void silenceShorterThanThePauseBetweenPicturesIsRefused(String silence, String rate) {
    // Given: a stream that would be ended and opened again for ever
    stream(0, "main", "rtsp://admin:hush@10.0.0.17/stream");
    pairs.put("alpr.ingest.sources[0].silence", silence);
    pairs.put("alpr.ingest.sources[0].frames-per-second", rate);

    // When / Then
    assertThat(problems())
        .anySatisfy(problem -> assertThat(problem).contains("'main'").contains("silence"))
        .noneSatisfy(problem -> assertThat(problem).contains("hush"));
  }

  @ParameterizedTest
  @CsvSource({"PT15S, 5", "PT20S, 0.1", "PT0.4S, 5"})
  void silenceLongEnoughIsTaken(String silence, String rate) {
    // Given
    stream(0, "main", "rtsp://admin:hush@10.0.0.17/stream");
    pairs.put("alpr.ingest.sources[0].silence", silence);
    pairs.put("alpr.ingest.sources[0].frames-per-second", rate);

    // When / Then
    assertThat(problems()).noneSatisfy(problem -> assertThat(problem).contains("silence"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "-PT1S"})
  void settleOfNothingIsRefused(String settle) {
    // Given
    folder(0, "one", directory);
    pairs.put("alpr.ingest.sources[0].settle", settle);

    // When / Then
    assertThat(problems()).singleElement().asString().contains("'one'").contains("settle");
  }

  private List<String> problems() {
    return SourceChecks.problems(
        new SettingsLoader()
            .mappings(List.of(IngestSettings.class))
            .workingDirectory(directory)
            .commandLine(pairs)
            .load()
            .of(IngestSettings.class));
  }

  private void source(int index, String id, String kind) {
    String key = "alpr.ingest.sources[" + index + "].";
    pairs.put(key + "id", id);
    pairs.put(key + "kind", kind);
    pairs.put(key + "camera", "CAM");
  }

  private void folder(int index, String id, Path path) {
    source(index, id, "folder");
    pairs.put("alpr.ingest.sources[" + index + "].path", path.toString());
  }

  private void stream(int index, String id, String url) {
    source(index, id, "stream");
    pairs.put("alpr.ingest.sources[" + index + "].url", url);
  }
}
