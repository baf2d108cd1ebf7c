package org.alprstreams.recognition.state;

import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Map;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.TessAPI;
import org.alprstreams.recognition.classical.TesseractLine;
import org.alprstreams.recognition.worker.Workers;
import org.opencv.core.Mat;

/**
 * Reads one line of print with Tesseract, words in upper and lower case: other than a serial, a
 * state's name is what Tesseract learned. Not safe for two threads at a time.
 */
final class LineOcr implements Workers.Worker {

  private static final Map<String, String> VARIABLES =
      Map.of(
          "tessedit_char_whitelist",
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.,0123456789 ",
          "tessedit_do_invert",
          "0",
          "user_defined_dpi",
          "300");

  private final TesseractLine tesseract;

  /**
   * Starts an instance.
   *
   * @param natives directory of {@link org.alprstreams.recognition.classical.OcrNatives#load()}
   */
  LineOcr(Path natives) {
    tesseract = new TesseractLine(natives, VARIABLES);
  }

  /**
   * Reads an image of one line, dark on light.
   *
   * @param line 8-bit grey, not a part of a larger image
   * @return what it says, blanks and punctuation included; empty when nothing was read
   */
  String read(Mat line) {
    return tesseract.recognise(line, LineOcr::text).orElse("");
  }

  @Override
  public void close() {
    tesseract.close();
  }

  private static String text(TessAPI api, TessBaseAPI handle) {
    Pointer text = api.TessBaseAPIGetUTF8Text(handle);
    if (text == null) {
      return "";
    }
    try {
      return text.getString(0, "UTF-8").strip();
    } finally {
      api.TessDeleteText(text);
    }
  }
}
