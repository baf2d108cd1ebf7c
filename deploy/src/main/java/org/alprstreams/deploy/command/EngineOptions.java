package org.alprstreams.deploy.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.recognition.RecognitionSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which engine reads, and how: as the settings say, unless the command line does. */
final class EngineOptions {

  private static final String ENGINE = "alpr.recognition.engine";

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "The engine that reads; short for --set alpr.recognition.engine=NAME.")
  private String engine;

  @Mixin private SettingsOptions settings;

  /** The settings of recognition. */
  RecognitionSettings load() {
    return load(settings, Optional.ofNullable(engine));
  }

  /**
   * The settings of recognition with one engine.
   *
   * @param engine goes before what the settings say
   */
  static RecognitionSettings load(SettingsOptions settings, Optional<String> engine) {
    Map<String, String> pairs = new LinkedHashMap<>(settings.pairs());
    engine.ifPresent(name -> pairs.put(ENGINE, name));
    return settings.loader().commandLine(pairs).load().of(RecognitionSettings.class);
  }
}
