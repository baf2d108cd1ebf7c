package org.alprstreams.recognition.state;

import java.util.List;
import org.alprstreams.recognition.classical.Mats;
import org.alprstreams.recognition.classical.OcrNatives;
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

  /** Width in pixels of the smallest plate whose small print can be read. */
  public static final int LEAST_WIDTH = 110;

  /** A state is named from this probability on. */
  static final double STATED = 0.95;

  /** From this probability on no further strip is read. */
  private static final double CERTAIN = 0.99;

  private static final List<Window> WINDOWS =
      List.of(
          new Window(Band.TOP, 0, 0.14, 44),
          new Window(Band.BOTTOM, 0, 0.1, 40),
          new Window(Band.TOP, 0.04, 0.18, 44));

  private final LineOcrs ocrs;

  /**
   * Starts.
   *
   * @param workers plates read at a time, 1 or more; each holds some 30 MB of native memory
   */
  public StateReader(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("Reading states takes a worker, got " + workers);
    }
    ocrs = new LineOcrs(OcrNatives.load(), workers);
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
    for (Window window : WINDOWS) {
      evidence.add(window.band(), text(plate, bands, window));
      reading = evidence.best();
      if (reading.probability() >= CERTAIN) {
        break;
      }
    }
    return reading.atLeast(STATED);
  }

  /** Frees native memory; no read may run or follow. */
  @Override
  public void close() {
    ocrs.close();
  }

  private String text(Mat plate, Bands bands, Window window) {
    try (Mats mats = new Mats()) {
      Mat strip = bands.cut(plate, window, mats);
      return ocrs.read(Lettering.darkOnLight(strip, window.height(), mats));
    }
  }
}
