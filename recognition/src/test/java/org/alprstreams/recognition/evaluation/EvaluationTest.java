package org.alprstreams.recognition.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alprstreams.recognition.FixedReader;
import org.alprstreams.recognition.TestImages;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Engine;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {

  private static final long MAX_PIXELS = 640 * 480;

  @TempDir private Path directory;
  private Path readings;

  @BeforeEach
  void folder() throws IOException {
    readings = directory.resolve("readings.csv");
    Files.write(directory.resolve("b.jpg"), TestImages.street("7ABC123", 640, 480));
    Files.write(directory.resolve("a.JPEG"), TestImages.street("7ABC123", 640, 480));
    Files.write(directory.resolve("broken.png"), new byte[] {1, 2, 3});
    Files.writeString(directory.resolve("notes.txt"), "no image");
  }

  @Test
  void writes_a_row_for_each_plate_and_reports_what_is_no_image() throws IOException {
    // When
    String printed = run(new FixedReader(List.of("AB12", "CD34")), Optional.empty(), false);
    // Then
    assertThat(Files.readAllLines(readings))
        .hasSize(5)
        .startsWith("file,plate,confidence,x,y,width,height,millis")
        .element(1)
        .asString()
        .startsWith("a.JPEG,AB12,0.7500,10,20,100,50,");
    assertThat(printed)
        .contains("not read: broken.png: The file is neither JPEG nor PNG")
        .contains("3 images, 1 unreadable, 4 plates read by fixed 1")
        .contains("millis median=");
  }

  @Test
  void scores_against_labels_and_counts_broken_and_missing_images_as_not_found()
      throws IOException {
    // Given
    Path labels =
        labels("file,state,plate", "b.jpg,ca,AB12", "broken.png,ca,AB12", "gone.jpg,ca,X1");
    // When
    String printed = run(new FixedReader(List.of("AB12")), Optional.of(labels), false);
    // Then
    assertThat(printed)
        .contains("3 images, 2 unreadable")
        .contains("n=3 found=33.3% exact=33.3% any=33.3% lookalike=33.3% precision=100.0%");
    assertThat(printed).contains("not read: gone.jpg");
  }

  @Test
  void each_of_several_plates_in_an_image_is_scored_by_its_own_reading() throws IOException {
    // Given
    Path labels = labels("file,plate", "b.jpg,CD34", "b.jpg,AB13", "a.JPEG,AB12");
    // When
    String printed = run(new FixedReader(List.of("AB12", "CD34")), Optional.of(labels), false);
    // Then
    assertThat(printed)
        .contains("2 images, 0 unreadable, 4 plates read")
        .contains("n=3 found=100.0% exact=66.7% any=66.7%")
        .contains("cer=0.083");
  }

  @Test
  void readings_where_a_label_says_there_is_no_plate_are_false_and_nothing_else()
      throws IOException {
    // Given a picture with a plate, one without, one without that can't be read
    Path labels = labels("file,plate", "a.JPEG,AB12", "b.jpg,", "broken.png,");
    // When
    EvaluationResult result =
        evaluate(new FixedReader(List.of("AB12", "CD34")), Optional.of(labels), false, false);
    // Then
    assertThat(result.summary())
        .contains("n=1 found=100.0% exact=100.0%")
        .contains("false plates: 2 on 1 pictures without a plate; gate 0.80 passes 0")
        .doesNotContain("other readings");
    assertThat(result.falsePlates().from(0.75)).isEqualTo(2);
  }

  @Test
  void readings_at_no_labelled_place_are_counted_where_all_labels_have_one() throws IOException {
    // Given one picture with a place for its only label, one with a place for one of two
    Path labels =
        labels(
            "file,plate,x,y,width,height",
            "a.JPEG,AB12,10,20,100,50",
            "b.jpg,AB12,10,20,100,50",
            "b.jpg,EF56");
    // When
    String printed = run(new FixedReader(List.of("AB12", "CD34")), Optional.of(labels), false);
    // Then
    assertThat(printed)
        .contains("other readings: 1 at no labelled plate, on 1 pictures")
        .doesNotContain("false plates");
  }

  @Test
  void a_picture_on_which_the_engine_fails_is_reported_and_the_others_are_read()
      throws IOException {
    // Given a picture that the engine fails on, and a name that no file can have
    Files.write(directory.resolve("odd.jpg"), TestImages.street("7ABC123", 600, 480));
    Path labels =
        labels("file,plate", "odd.jpg,AB12", "nul\0.jpg,AB12", "b.jpg,AB12", "a.JPEG,AB12");
    StageTimes stages = new StageTimes();
    // When
    EvaluationResult result =
        Evaluation.run(
            new EvaluationOptions(
                directory, Optional.of(labels), readings, false, true, MAX_PIXELS),
            new FailingReader(new TimedReader(new FixedReader(List.of("AB12")), stages), 600),
            stages);
    // Then
    assertThat(result.unreadable())
        .containsExactly(
            "odd.jpg: The engine failed: IllegalStateException",
            "nul\0.jpg: The file can't be read: InvalidPathException");
    assertThat(result.summary())
        .contains("4 images, 2 unreadable, 2 plates read")
        .contains("n=4 found=50.0% exact=50.0%");
    assertThat(result.outcomes().get(0).picture()).as("what the engine failed on").isPresent();
    assertThat(result.stages()).allMatch(stage -> stage.times().millis().size() == 2);
    assertThat(Files.readAllLines(readings)).hasSize(3);
  }

  @Test
  void what_is_read_to_warm_up_counts_nowhere() throws IOException {
    // Given an engine that tells a time for each image it reads
    StageTimes stages = new StageTimes();
    PlateReader reader = new TimedReader(new FixedReader(List.of("AB12")), stages);
    // When
    EvaluationResult result =
        Evaluation.run(
            new EvaluationOptions(directory, Optional.empty(), readings, false, false, MAX_PIXELS),
            reader,
            stages);
    // Then
    assertThat(result.plates()).isEqualTo(2);
    assertThat(Files.readAllLines(readings)).hasSize(3);
    assertThat(stages.stages())
        .extracting(StageTimes.Stage::name)
        .containsExactly("decode", "look");
    assertThat(stages.stages()).allMatch(stage -> stage.times().millis().size() == 2);
  }

  @Test
  void an_image_without_a_plate_has_a_row_of_its_own() throws IOException {
    run(new FixedReader(List.of()), Optional.of(labels("file,plate", "b.jpg,AB12")), false);
    assertThat(Files.readAllLines(readings).get(1)).startsWith("b.jpg,,,,,,,");
  }

  @Test
  void reads_crops_without_looking_for_plates() throws IOException {
    run(new FixedReader(List.of("AB12")), Optional.empty(), true);
    assertThat(Files.readAllLines(readings).get(1)).startsWith("a.JPEG,CR0P,0.7500,0,0,640,480,");
  }

  @Test
  void refuses_pictures_that_are_larger_than_the_pipeline_takes() throws IOException {
    // Given
    Files.write(directory.resolve("large.jpg"), TestImages.street("7ABC123", 641, 480));
    // When
    String printed = run(new FixedReader(List.of("AB12")), Optional.empty(), false);
    // Then
    assertThat(printed)
        .contains("large.jpg: The header promises 641x480 pixels; the limit is 307200")
        .contains("4 images, 2 unreadable");
  }

  @Test
  void says_which_label_is_wrong() throws IOException {
    Path labels = labels("file,plate", "b.jpg,AB12", "a.JPEG,--");
    assertThatIOException()
        .isThrownBy(() -> run(new FixedReader(List.of()), Optional.of(labels), false))
        .withMessageContaining("label 2");
  }

  @Test
  void a_picture_can_not_show_a_plate_and_none() throws IOException {
    Path labels = labels("file,plate", "b.jpg,AB12", "b.jpg,");
    assertThatIOException()
        .isThrownBy(() -> run(new FixedReader(List.of()), Optional.of(labels), false))
        .withMessageContaining("label 2")
        .withMessageContaining("leave one of them out");
  }

  @Test
  void a_place_without_a_text_is_not_taken_for_no_plate() throws IOException {
    Path labels = labels("file,plate,x,y,width,height", "b.jpg,,10,20,100,50");
    assertThatIOException()
        .isThrownBy(() -> run(new FixedReader(List.of()), Optional.of(labels), false))
        .withMessageContaining("label 1")
        .withMessageContaining("leave the picture out");
  }

  @Test
  void labels_without_a_row_score_nothing_and_are_refused() throws IOException {
    Path labels = labels("file,plate");
    assertThatIOException()
        .isThrownBy(() -> run(new FixedReader(List.of("AB12")), Optional.of(labels), false))
        .withMessageContaining("labels.csv holds no label: it needs a row for each picture");
  }

  @Test
  void nothing_is_measured_where_no_picture_can_be_read() throws IOException {
    Path labels = labels("file,plate", "broken.png,AB12", "gone.jpg,CD34");
    assertThatIOException()
        .isThrownBy(() -> run(new FixedReader(List.of("AB12")), Optional.of(labels), false))
        .withMessageContaining("None of 2 pictures in " + directory)
        .withMessageContaining("The first is broken.png: The file is neither JPEG nor PNG");
  }

  @Test
  void says_that_a_folder_has_no_images(@TempDir Path empty) {
    EvaluationOptions options =
        new EvaluationOptions(
            empty, Optional.empty(), empty.resolve("r.csv"), false, false, MAX_PIXELS);
    assertThatIOException()
        .isThrownBy(() -> Evaluation.run(options, new FixedReader(List.of()), new StageTimes()))
        .withMessageContaining(empty.toString());
  }

  @Test
  void keeps_pictures_of_failures_only_and_only_when_asked() throws IOException {
    // Given
    Optional<Path> labels = Optional.of(labels("file,plate", "a.JPEG,AB12", "b.jpg,XY99"));
    FixedReader reader = new FixedReader(List.of("AB12"));
    // When
    EvaluationResult with = evaluate(reader, labels, false, true);
    EvaluationResult without = evaluate(reader, labels, false, false);
    // Then
    assertThat(with.outcomes())
        .extracting(outcome -> outcome.picture().isPresent())
        .containsExactly(false, true);
    assertThat(TestImages.decoded(with.outcomes().get(1).picture().orElseThrow()).width())
        .as("the plate that was read, with some of what is around it")
        .isEqualTo(145);
    assertThat(without.outcomes()).allMatch(outcome -> outcome.picture().isEmpty());
  }

  @Test
  void tells_the_time_of_decoding_and_of_the_engines_stages_for_each_image() throws IOException {
    // Given
    StageTimes stages = new StageTimes();
    stages.record("left over from before", 1);
    stages.imageDone();
    // When
    EvaluationResult result =
        Evaluation.run(
            new EvaluationOptions(directory, Optional.empty(), readings, false, false, MAX_PIXELS),
            new FixedReader(List.of()),
            stages);
    // Then
    assertThat(result.stages())
        .filteredOn(stage -> stage.name().equals("decode"))
        .singleElement()
        .satisfies(stage -> assertThat(stage.times().millis()).hasSize(2));
    assertThat(result.summary()).contains("decode=");
  }

  private Path labels(String... lines) throws IOException {
    return Files.write(directory.resolve("labels.csv"), List.of(lines));
  }

  private String run(FixedReader reader, Optional<Path> labels, boolean crops) throws IOException {
    return evaluate(reader, labels, crops, false).summary();
  }

  private EvaluationResult evaluate(
      FixedReader reader, Optional<Path> labels, boolean crops, boolean pictures)
      throws IOException {
    return Evaluation.run(
        new EvaluationOptions(directory, labels, readings, crops, pictures, MAX_PIXELS),
        reader,
        new StageTimes());
  }

  /** Fails on frames of one width, after it has begun to read. */
  private record FailingReader(PlateReader inner, int width) implements PlateReader {

    @Override
    public List<Look> read(FrameImage frame) {
      List<Look> looks = inner.read(frame);
      if (frame.width() == width) {
        throw new IllegalStateException("AB12 is more than this engine bears");
      }
      return looks;
    }

    @Override
    public List<Look> readCrop(FrameImage crop) {
      return inner.readCrop(crop);
    }

    @Override
    public Engine engine() {
      return inner.engine();
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  /** Tells a millisecond for each image it reads. */
  private record TimedReader(PlateReader inner, StageTimes stages) implements PlateReader {

    @Override
    public List<Look> read(FrameImage frame) {
      stages.record("look", 1_000_000);
      return inner.read(frame);
    }

    @Override
    public List<Look> readCrop(FrameImage crop) {
      return inner.readCrop(crop);
    }

    @Override
    public Engine engine() {
      return new Engine("timed", "1");
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
