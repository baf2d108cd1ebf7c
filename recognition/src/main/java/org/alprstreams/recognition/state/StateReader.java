package org.alprstreams.recognition.state;

import java.nio.file.Path;
import java.util.List;
import org.alprstreams.recognition.classical.Mats;
import org.alprstreams.recognition.classical.OcrNatives;
import org.alprstreams.recognition.worker.Workers;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Reads which state issued a plate from the print above and below its serial: the state's name, a
 * slogan, a web address. Says nothing unless it is quite sure.
 *
 * <p>Strips are read one after another, the most telling first, until one state stands out; each
 * costs one run of Tesseract. Safe for use by several threads; keeps nothing of a plate.
 */
public final class StateReader implements AutoCloseable {

  /**
   * Width in pixels of the smallest plate whose small print is looked at. Of photographs shrunk to
   * 90 pixels seven in ten states were still read, to 70 less than half; looking takes as long as
   * reading the serial twice.
   */
  public static final int LEAST_WIDTH = 100;

  /** A state is named from this probability on. */
  static final double STATED = 0.95;

  /** From this probability on no further strip is read. */
  private static final double CERTAIN = 0.98;

  /** Where both bands say less than this, another look at one of them is not worth its time. */
  private static final double HOPELESS = 0.05;

  private static final List<Window> FIRST =
      List.of(new Window(Band.TOP, 0.02, 0.22, 48), new Window(Band.BOTTOM, 0, 0.1, 40));

  private static final Window AGAIN = new Window(Band.TOP, 0, 0.14, 44);

  private final Workers<LineOcr> ocrs;

  /**
   * Starts.
   *
   * @param workers plates read at a time, 1 or more; each holds some 30 MB of native memory
   */
  public StateReader(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("Reading states takes a worker, got " + workers);
    }
    Path natives = OcrNatives.load();
    ocrs = new Workers<>(workers, () -> new LineOcr(natives));
  }

  /**
   * Reads the state.
   *
   * @param plate the plate alone, upright, with the resolution it has in the frame: 8-bit grey or
   *     blue, green, red. It is left as it is
   * @param serial the plate's text, A-Z and 0-9, as supporting evidence; empty when not known
   * @return the state; unknown when the plate is too small or its print says too little
   * @throws IllegalArgumentException when the image is of another kind
   */
  public StateReading read(Mat plate, String serial) {
    if (plate.type() != CvType.CV_8UC1 && plate.type() != CvType.CV_8UC3) {
      throw new IllegalArgumentException(
          "A plate is an 8-bit image of 1 or 3 channels, got " + CvType.typeToString(plate.type()));
    }
    if (plate.cols() < LEAST_WIDTH || plate.rows() * 5 < LEAST_WIDTH) {
      return StateReading.unknown();
    }
    Bands bands = Bands.of(plate);
    Evidence evidence = new Evidence(serial);
    StateReading reading = StateReading.unknown();
    for (Window window : FIRST) {
      reading = with(evidence, window, plate, bands);
      if (reading.probability() >= CERTAIN) {
        return reading;
      }
    }
    if (reading.probability() >= HOPELESS) {
      reading = with(evidence, AGAIN, plate, bands);
    }
    return reading.atLeast(STATED);
  }

  /** Frees native memory; no read may run or follow. */
  @Override
  public void close() {
    ocrs.close();
  }

  private StateReading with(Evidence evidence, Window window, Mat plate, Bands bands) {
    evidence.add(window.band(), text(plate, bands, window));
    return evidence.best();
  }

  private String text(Mat plate, Bands bands, Window window) {
    try (Mats mats = new Mats()) {
      Mat strip = bands.cut(plate, window, mats);
      Mat line = Lettering.darkOnLight(strip, window.height(), mats);
      return ocrs.with(ocr -> ocr.read(line));
    }
  }
}
