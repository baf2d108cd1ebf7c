package org.alprstreams.recognition;

import org.alprstreams.recognition.classical.ClassicalOptions;
import org.alprstreams.recognition.classical.ClassicalPlateReader;
import org.alprstreams.recognition.classical.OcrNatives;
import org.alprstreams.recognition.neural.NeuralOptions;
import org.alprstreams.recognition.neural.NeuralPlateReader;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.recognition.reader.StageTimer;
import org.alprstreams.recognition.state.StateNamingReader;
import org.alprstreams.recognition.state.StateReader;

/** Opens the engine that the settings name. */
public final class PlateReaders {

  private PlateReaders() {}

  /**
   * Loads the native libraries that the named engine needs, so that opening it takes less time.
   *
   * @throws UnsupportedOperationException when there are none for this machine
   */
  public static void loadNatives(RecognitionSettings settings) {
    OcrNatives.load();
    if (settings.engine().equals(NeuralPlateReader.NAME)) {
      NeuralPlateReader.loadNatives();
    }
  }

  /** Opens an engine for one frame at a time, whose times nobody asks for; see the other method. */
  public static PlateReader open(RecognitionSettings settings) {
    return open(settings, 1, StageTimer.NONE);
  }

  /**
   * Opens an engine.
   *
   * @param frames how many are read at once at most
   * @param timer is told how long the engine's stages take
   * @throws IllegalArgumentException when there is no engine of that name
   */
  public static PlateReader open(RecognitionSettings settings, int frames, StageTimer timer) {
    return switch (settings.engine()) {
      case ClassicalPlateReader.NAME ->
          new ClassicalPlateReader(
              new ClassicalOptions(
                  settings.maxWidth(), settings.maxRows(), settings.minConfidence(), frames),
              timer);
      case NeuralPlateReader.NAME -> neural(settings, frames, timer);
      default ->
          throw new IllegalArgumentException(
              "alpr.recognition.engine is '%s'; there are: %s, %s"
                  .formatted(settings.engine(), NeuralPlateReader.NAME, ClassicalPlateReader.NAME));
    };
  }

  private static PlateReader neural(RecognitionSettings settings, int frames, StageTimer timer) {
    PlateReader engine =
        new NeuralPlateReader(
            new NeuralOptions(settings.proposals(), settings.minConfidence(), frames), timer);
    if (!settings.state()) {
      return engine;
    }
    try {
      return new StateNamingReader(engine, new StateReader(frames), timer);
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }
}
