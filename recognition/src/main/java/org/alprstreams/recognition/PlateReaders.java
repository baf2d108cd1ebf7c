package org.alprstreams.recognition;

import org.alprstreams.recognition.classical.ClassicalOptions;
import org.alprstreams.recognition.classical.ClassicalPlateReader;
import org.alprstreams.recognition.reader.PlateReader;

/** Opens the engine that the settings name. */
final class PlateReaders {

  private PlateReaders() {}

  /**
   * Opens an engine.
   *
   * @throws IllegalArgumentException when there is no engine of that name
   */
  static PlateReader open(RecognitionSettings settings) {
    return switch (settings.engine()) {
      case ClassicalPlateReader.NAME ->
          new ClassicalPlateReader(
              new ClassicalOptions(
                  settings.maxWidth(),
                  settings.maxRows(),
                  settings.minConfidence(),
                  settings.threads()));
      default ->
          throw new IllegalArgumentException(
              "alpr.recognition.engine is '%s'; there is: %s"
                  .formatted(settings.engine(), ClassicalPlateReader.NAME));
    };
  }
}
