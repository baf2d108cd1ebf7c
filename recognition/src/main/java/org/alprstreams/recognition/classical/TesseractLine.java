package org.alprstreams.recognition.classical;

import com.ochafik.lang.jnaerator.runtime.NativeSize;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessOcrEngineMode;
import net.sourceforge.tess4j.ITessAPI.TessPageSegMode;
import net.sourceforge.tess4j.TessAPI;
import org.opencv.core.Mat;

/**
 * One native Tesseract instance (some 30 MB) that looks at single lines with its neural engine and
 * without dictionaries. Not safe for two threads at a time.
 */
public final class TesseractLine implements AutoCloseable {

  /**
   * A plate is no word, and dictionaries would turn B0AT into BOAT; on state names they made no
   * difference (same states from 242 photographs), and they take memory. Read only while starting.
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
   * @param natives directory of {@link OcrNatives#load()}
   * @param variables Tesseract's settings and their values
   * @throws IllegalStateException when Tesseract does not start or does not know a setting
   */
  public TesseractLine(Path natives, Map<String, String> variables) {
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
    variables.forEach(this::set);
    // The image holds one line and nothing else: layout analysis would only lose parts of it.
    api.TessBaseAPISetPageSegMode(handle, TessPageSegMode.PSM_RAW_LINE);
  }

  /**
   * Recognises an image of one line, dark on light.
   *
   * @param line 8-bit grey, not a part of a larger image
   * @param result fetches what was recognised; the instance forgets it afterwards
   * @return what {@code result} returned; nothing when recognition failed
   */
  public <T> Optional<T> recognise(Mat line, BiFunction<TessAPI, TessBaseAPI, T> result) {
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
      return api.TessBaseAPIRecognize(handle, null) == 0
          ? Optional.of(result.apply(api, handle))
          : Optional.empty();
    } finally {
      api.TessBaseAPIClear(handle);
    }
  }

  @Override
  public void close() {
    api.TessBaseAPIEnd(handle);
    api.TessBaseAPIDelete(handle);
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
