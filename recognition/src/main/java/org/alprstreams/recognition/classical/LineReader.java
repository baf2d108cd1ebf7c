package org.alprstreams.recognition.classical;

import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessChoiceIterator;
import net.sourceforge.tess4j.ITessAPI.TessPageIteratorLevel;
import net.sourceforge.tess4j.ITessAPI.TessResultIterator;
import net.sourceforge.tess4j.TessAPI;
import org.alprstreams.recognition.reader.CharacterAlternatives;
import org.alprstreams.recognition.reader.CharacterGuess;
import org.alprstreams.recognition.worker.Workers;
import org.opencv.core.Mat;

/** Reads one line of characters with Tesseract. Not safe for two threads at a time. */
final class LineReader implements Workers.Worker {

  private static final Map<String, String> VARIABLES = variables();
  private final TesseractLine tesseract;

  /**
   * Starts an instance.
   *
   * @param natives directory of {@link OcrNatives#load()}
   */
  LineReader(Path natives) {
    tesseract = new TesseractLine(natives, VARIABLES);
  }

  /**
   * Reads an image of one line, dark on light.
   *
   * @param line 8-bit grey, characters upright and about 36 pixels tall
   * @return one entry a character; empty when nothing was read
   */
  List<CharacterAlternatives> read(Mat line) {
    return tesseract.recognise(line, LineReader::symbols).orElse(List.of());
  }

  @Override
  public void close() {
    tesseract.close();
  }

  private static List<CharacterAlternatives> symbols(TessAPI api, TessBaseAPI handle) {
    TessResultIterator iterator = api.TessBaseAPIGetIterator(handle);
    if (iterator == null) {
      return List.of();
    }
    try {
      List<CharacterAlternatives> symbols = new ArrayList<>();
      int level = TessPageIteratorLevel.RIL_SYMBOL;
      do {
        // Asking a position that holds no word for its choices would abort the process.
        Map<Character, Double> guesses =
            holdsText(api, iterator) ? guesses(api, iterator) : Map.of();
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

  private static boolean holdsText(TessAPI api, TessResultIterator iterator) {
    Pointer text = api.TessResultIteratorGetUTF8Text(iterator, TessPageIteratorLevel.RIL_SYMBOL);
    if (text == null) {
      return false;
    }
    api.TessDeleteText(text);
    return true;
  }

  /** Characters and their probabilities at the iterator; several spellings of one are merged. */
  private static Map<Character, Double> guesses(TessAPI api, TessResultIterator iterator) {
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

  private static boolean isPlateCharacter(char c) {
    return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
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
