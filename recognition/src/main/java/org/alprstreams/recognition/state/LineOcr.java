package org.alprstreams.recognition.state;

import com.ochafik.lang.jnaerator.runtime.NativeSize;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessOcrEngineMode;
import net.sourceforge.tess4j.ITessAPI.TessPageSegMode;
import net.sourceforge.tess4j.TessAPI;
import org.opencv.core.Mat;

/**
 * Reads one line of print with Tesseract's neural engine, words in upper and lower case: other than
 * a serial, a state's name is what Tesseract learned. Holds one native instance (some 30 MB); not
 * safe for two threads at a time.
 */
final class LineOcr implements AutoCloseable {

  private static final Map<String, String> VARIABLES =
      Map.of(
          "tessedit_char_whitelist",
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.,0123456789 ",
          "tessedit_do_invert",
          "0",
          "user_defined_dpi",
          "300");

  /**
   * Dictionaries made no difference on plates (same states from 242 photographs), and take memory.
   * Read only while starting.
   */
  private static final Map<String, String> AT_START =
      Map.of(
          "load_system_dawg", "0",
          "load_freq_dawg", "0",
          "load_punc_dawg", "0",
          "load_number_dawg", "0");

  private final TessAPI api = TessAPI.INSTANCE;
  private final TessBaseAPI handle;
  private ByteBuffer pixels = ByteBuffer.allocateDirect(0);

  /**
   * Starts an instance.
   *
   * @param natives directory of {@link org.alprstreams.recognition.classical.OcrNatives#load()}
   */
  LineOcr(Path natives) {
    handle = api.TessBaseAPICreate();
    String model = natives.resolve("tessdata").toString();
    if (api.TessBaseAPIInit4(
            handle,
            model,
            "eng",
            TessOcrEngineMode.OEM_LSTM_ONLY,
            null,
            0,
            strings(AT_START.keySet()),
            strings(AT_START.values()),
            new NativeSize(AT_START.size()),
            0)
        != 0) {
      api.TessBaseAPIDelete(handle);
      throw new IllegalStateException(
          "Tesseract did not start with the model in %s. Delete that directory to have it unpacked"
                  .formatted(model)
              + " again");
    }
    VARIABLES.forEach(this::set);
    // The strip holds one line and nothing else: layout analysis would only lose parts of it.
    api.TessBaseAPISetPageSegMode(handle, TessPageSegMode.PSM_RAW_LINE);
  }

  /**
   * Reads an image of one line, dark on light.
   *
   * @param line 8-bit grey, not a part of a larger image
   * @return what it says, blanks and punctuation included; empty when nothing was read
   */
  String read(Mat line) {
    int width = line.cols();
    int height = line.rows();
    byte[] bytes = new byte[width * height];
    line.get(0, 0, bytes);
    if (pixels.capacity() < bytes.length) {
      pixels = ByteBuffer.allocateDirect(bytes.length);
    }
    pixels.clear().put(bytes).flip();
    api.TessBaseAPISetImage(handle, pixels, width, height, 1, width);
    try {
      return api.TessBaseAPIRecognize(handle, null) == 0 ? text() : "";
    } finally {
      api.TessBaseAPIClear(handle);
    }
  }

  @Override
  public void close() {
    api.TessBaseAPIEnd(handle);
    api.TessBaseAPIDelete(handle);
  }

  private String text() {
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

  private static PointerByReference strings(Collection<String> values) {
    PointerByReference reference = new PointerByReference();
    reference.setPointer(new StringArray(values.toArray(String[]::new)));
    return reference;
  }

  private void set(String name, String value) {
    if (api.TessBaseAPISetVariable(handle, name, value) == 0) {
      api.TessBaseAPIDelete(handle);
      throw new IllegalStateException("Tesseract does not know its setting " + name);
    }
  }
}
