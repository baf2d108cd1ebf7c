package org.alprstreams.recognition.classical;

import com.ochafik.lang.jnaerator.runtime.NativeSize;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessChoiceIterator;
import net.sourceforge.tess4j.ITessAPI.TessOcrEngineMode;
import net.sourceforge.tess4j.ITessAPI.TessPageIteratorLevel;
import net.sourceforge.tess4j.ITessAPI.TessPageSegMode;
import net.sourceforge.tess4j.ITessAPI.TessResultIterator;
import net.sourceforge.tess4j.TessAPI;
import org.alprstreams.recognition.reader.CharacterAlternatives;
import org.alprstreams.recognition.reader.CharacterGuess;
import org.alprstreams.recognition.worker.Workers;
import org.opencv.core.Mat;

/**
 * Reads one line of characters with Tesseract's neural engine. Holds one native instance (some 30
 * MB); not safe for two threads at a time.
 */
final class LineReader implements Workers.Worker {

  private static final Map<String, String> VARIABLES = variables();

  /** A plate is no word: dictionaries would turn B0AT into BOAT. Read only while starting. */
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
   */
  LineReader(Path natives) {
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
    // The strip holds nothing but the line: layout analysis would only lose parts of it.
    api.TessBaseAPISetPageSegMode(handle, TessPageSegMode.PSM_RAW_LINE);
  }

  /**
   * Reads an image of one line, dark on light.
   *
   * @param line 8-bit grey, characters upright and about 36 pixels tall
   * @return one entry a character; empty when nothing was read
   */
  List<CharacterAlternatives> read(Mat line) {
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
      return api.TessBaseAPIRecognize(handle, null) == 0 ? symbols() : List.of();
    } finally {
      api.TessBaseAPIClear(handle);
    }
  }

  @Override
  public void close() {
    api.TessBaseAPIEnd(handle);
    api.TessBaseAPIDelete(handle);
  }

  private List<CharacterAlternatives> symbols() {
    TessResultIterator iterator = api.TessBaseAPIGetIterator(handle);
    if (iterator == null) {
      return List.of();
    }
    try {
      List<CharacterAlternatives> symbols = new ArrayList<>();
      int level = TessPageIteratorLevel.RIL_SYMBOL;
      do {
        // Asking a position that holds no word for its choices would abort the process.
        Map<Character, Double> guesses = holdsText(iterator) ? guesses(iterator) : Map.of();
        if (!guesses.isEmpty()) {
          symbols.add(alternatives(guesses));
        }
      } while (api.TessResultIteratorNext(iterator, level) != 0);
      return symbols;
    } finally {
      api.TessResultIteratorDelete(iterator);
    }
  }

  private static CharacterAlternatives alternatives(Map<Character, Double> guesses) {
    double sum = guesses.values().stream().mapToDouble(Double::doubleValue).sum();
    double scale = sum > 1 ? 1 / sum : 1;
    return new CharacterAlternatives(
        guesses.entrySet().stream()
            .map(guess -> new CharacterGuess(guess.getKey(), guess.getValue() * scale))
            .toList());
  }

  private boolean holdsText(TessResultIterator iterator) {
    Pointer text = api.TessResultIteratorGetUTF8Text(iterator, TessPageIteratorLevel.RIL_SYMBOL);
    if (text == null) {
      return false;
    }
    api.TessDeleteText(text);
    return true;
  }

  /** Characters and their probabilities at the iterator; several spellings of one are merged. */
  private Map<Character, Double> guesses(TessResultIterator iterator) {
    Map<Character, Double> guesses = new LinkedHashMap<>();
    TessChoiceIterator choices = api.TessResultIteratorGetChoiceIterator(iterator);
    if (choices == null) {
      return guesses;
    }
    try {
      do {
        String text = api.TessChoiceIteratorGetUTF8Text(choices);
        if (text != null && text.length() == 1 && isPlateCharacter(text.charAt(0))) {
          double probability = api.TessChoiceIteratorConfidence(choices) / 100;
          guesses.merge(text.charAt(0), Math.max(0, Math.min(1, probability)), Math::max);
        }
      } while (api.TessChoiceIteratorNext(choices) != 0);
      return guesses;
    } finally {
      api.TessChoiceIteratorDelete(choices);
    }
  }

  private static PointerByReference strings(Collection<String> values) {
    PointerByReference reference = new PointerByReference();
    reference.setPointer(new StringArray(values.toArray(String[]::new)));
    return reference;
  }

  private static boolean isPlateCharacter(char c) {
    return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  private void set(String name, String value) {
    if (api.TessBaseAPISetVariable(handle, name, value) == 0) {
      api.TessBaseAPIDelete(handle);
      throw new IllegalStateException("Tesseract does not know its setting " + name);
    }
  }

  private static Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("tessedit_char_whitelist", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    variables.put("lstm_choice_mode", "2");
    variables.put("tessedit_do_invert", "0");
    variables.put("user_defined_dpi", "300");
    return variables;
  }
}
