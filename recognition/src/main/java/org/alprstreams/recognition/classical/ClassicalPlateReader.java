package org.alprstreams.recognition.classical;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Box;
import org.alprstreams.recognition.reader.CharacterAlternatives;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Engine;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.recognition.reader.StageTimer;
import org.alprstreams.recognition.worker.Workers;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Finds rows of characters, sets each row's characters anew and has Tesseract read them.
 *
 * <p>The search runs on a small grey copy; what it finds is cut from the frame at full resolution,
 * turned upright and searched again with finer rules, since the first pass misses characters that
 * touch something.
 */
public final class ClassicalPlateReader implements PlateReader {

  /** The engine's name in the settings. */
  public static final String NAME = "classical";

  /** Rises with every change that may read an image differently. */
  private static final String VERSION = "3-tesseract-5.5.2";

  /** A US plate is 6 in high, its characters about 2.6 in (AAMVA License Plate Standard). */
  private static final double PLATE_HEIGHT = 2.3;

  /** A US plate is 12 in wide: 4.6 character heights. */
  private static final double PLATE_WIDTH = 4.6;

  /** A crop is scaled to this many pixels of width: some 70 for a character's height. */
  private static final double CROP_WIDTH = 320;

  /** Small photographs are enlarged at most this much for the search. */
  private static final double LARGEST_GROWTH = 2;

  private final ClassicalOptions options;
  private final StageTimer timer;
  private final Workers<LineReader> readers;
  private final RowFinder inFrames = new RowFinder(7, 0.25, 15, 41);
  private final RowFinder inPatches =
      new RowFinder((int) (0.6 * Patch.CHARACTER_HEIGHT), 0.65, 35, 75);
  private final RowFinder inCrops = new RowFinder(14, 0.75, 35, 75);

  /** A reader whose times nobody asks for; see the other constructor. */
  public ClassicalPlateReader(ClassicalOptions options) {
    this(options, StageTimer.NONE);
  }

  /**
   * Loads the native libraries and starts the workers.
   *
   * @param timer is told the times of the stages {@code find} (rows in the whole image), {@code
   *     patch} (a row cut out and searched again) and {@code read} (a row set and read)
   * @throws UnsupportedOperationException when there are no libraries for this machine
   */
  public ClassicalPlateReader(ClassicalOptions options, StageTimer timer) {
    this.options = options;
    this.timer = timer;
    Path natives = OcrNatives.load();
    this.readers = new Workers<>(options.workers(), () -> new LineReader(natives));
  }

  @Override
  public Engine engine() {
    return new Engine(NAME, VERSION);
  }

  @Override
  public List<Look> read(FrameImage frame) {
    long started = System.nanoTime();
    try (Mats mats = new Mats()) {
      Mat grey = grey(frame, mats);
      double scale = Math.max(frame.width() / (double) options.maxWidth(), 1 / LARGEST_GROWTH);
      Mat small = scaled(grey, 1 / scale, mats);
      List<CharacterRow> rows = RowRanking.best(inFrames.find(small), options.maxRows());
      timer.record("find", System.nanoTime() - started);
      return readers.with(
          reader ->
              distinct(
                  rows.stream()
                      .map(row -> read(grey, row, scale, frame, reader))
                      .flatMap(Optional::stream)
                      .toList()));
    }
  }

  @Override
  public List<Look> readCrop(FrameImage crop) {
    long started = System.nanoTime();
    try (Mats mats = new Mats()) {
      Mat grey = grey(crop, mats);
      double scale = crop.width() / CROP_WIDTH;
      Mat scaled = scaled(grey, 1 / scale, mats);
      Optional<CharacterRow> tallest = RowRanking.tallest(inCrops.find(scaled));
      timer.record("find", System.nanoTime() - started);
      return readers.with(
          reader ->
              tallest
                  .flatMap(
                      row ->
                          look(
                              characters(scaled, row, reader),
                              row,
                              Corners.of(new Box(0, 0, crop.width(), crop.height())),
                              crop))
                  .map(List::of)
                  .orElseGet(List::of));
    }
  }

  @Override
  public void close() {
    readers.close();
  }

  private Optional<Look> read(
      Mat grey, CharacterRow found, double scale, FrameImage frame, LineReader reader) {
    long started = System.nanoTime();
    try (Mats mats = new Mats()) {
      Patch patch = Patch.cut(grey, found, scale, mats);
      List<CharacterRow> rows = RowRanking.best(inPatches.find(patch.grey()), 1);
      timer.record("patch", System.nanoTime() - started);
      return rows.stream()
          .findFirst()
          .flatMap(
              row ->
                  Optional.of(characters(patch.grey(), row, reader))
                      .filter(ClassicalPlateReader::isNoSign)
                      .flatMap(read -> look(read, row, plate(row, patch), frame)));
    }
  }

  /** Reads a row; set anew in another way where the count tells that characters were misread. */
  private List<CharacterAlternatives> characters(Mat grey, CharacterRow row, LineReader reader) {
    long started = System.nanoTime();
    List<CharacterAlternatives> read = settings(grey, row, reader);
    timer.record("read", System.nanoTime() - started);
    return read;
  }

  private static List<CharacterAlternatives> settings(
      Mat grey, CharacterRow row, LineReader reader) {
    List<CharacterAlternatives> first = List.of();
    for (CharacterStrip.Setting setting : CharacterStrip.Setting.values()) {
      try (Mats mats = new Mats()) {
        List<CharacterAlternatives> read =
            reader.read(CharacterStrip.compose(grey, row, setting, mats));
        if (read.size() == row.characters().size() || row.characters().size() > Look.LONGEST) {
          return read;
        }
        first = first.isEmpty() ? read : first;
      }
    }
    return first;
  }

  private Optional<Look> look(
      List<CharacterAlternatives> characters, CharacterRow row, Corners corners, FrameImage in) {
    if (characters.size() < Look.SHORTEST || characters.size() > Look.LONGEST) {
      return Optional.empty();
    }
    Look look =
        new Look(
            corners.within(in.width(), in.height()),
            corners,
            SerialSyntax.weigh(characters),
            RowRanking.plausibility(row, characters.size()));
    return look.confidence() < options.minConfidence() ? Optional.empty() : Optional.of(look);
  }

  /** The plate around a row: at least a US plate's proportions, more where the row is longer. */
  private static Corners plate(CharacterRow row, Patch patch) {
    double height = row.height();
    double halfWidth = Math.max(PLATE_WIDTH * height, row.right() - row.left() + 0.7 * height) / 2;
    double halfHeight = PLATE_HEIGHT * height / 2;
    return patch.toFrame(
        row.centreX() - halfWidth,
        row.centreY() - halfHeight,
        row.centreX() + halfWidth,
        row.centreY() + halfHeight);
  }

  /** Best first; of looks at the same place only the best. */
  private static List<Look> distinct(List<Look> looks) {
    List<Look> kept = new ArrayList<>();
    looks.stream()
        .sorted(
            Comparator.comparingDouble((Look look) -> look.detection() * look.confidence())
                .reversed())
        .filter(look -> kept.stream().noneMatch(better -> samePlace(look, better)))
        .forEach(kept::add);
    return kept;
  }

  /**
   * Whether a text found on a street holds a digit, as it was seen and before serials are weighed.
   * Signs, stickers and posters are mostly letters, and this engine can't tell them from a plate; a
   * reader of plates must not collect them.
   */
  private static boolean isNoSign(List<CharacterAlternatives> characters) {
    return characters.stream().anyMatch(position -> Character.isDigit(position.best().character()));
  }

  private static boolean samePlace(Look look, Look better) {
    return look.box().overlap(better.box()) > 0.2
        || look.box().shareWithin(better.box()) > 0.5
        || better.box().shareWithin(look.box()) > 0.5;
  }

  private static Mat grey(FrameImage frame, Mats mats) {
    Mat colour = mats.own(new Mat(frame.height(), frame.width(), CvType.CV_8UC3));
    colour.put(0, 0, frame.bgr());
    Mat grey = mats.empty();
    Imgproc.cvtColor(colour, grey, Imgproc.COLOR_BGR2GRAY);
    return grey;
  }

  private static Mat scaled(Mat image, double factor, Mats mats) {
    Mat scaled = mats.empty();
    Imgproc.resize(
        image,
        scaled,
        new Size(),
        factor,
        factor,
        factor < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
    return scaled;
  }
}
