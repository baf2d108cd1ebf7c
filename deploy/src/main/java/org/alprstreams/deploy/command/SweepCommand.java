package org.alprstreams.deploy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.alprstreams.deploy.sweep.SweepReport;
import org.alprstreams.deploy.sweep.SweepResult;
import org.alprstreams.deploy.sweep.SweepRun;
import org.alprstreams.recognition.PlateReaders;
import org.alprstreams.recognition.RecognitionSettings;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.service.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How far reading can be pushed. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Draw plates that get smaller, more turned, more blurred and darker, and write how many are"
          + " read exactly, as Markdown with charts.",
      "Engines read 42 frames a sample; with the defaults that takes some minutes for each."
    })
final class SweepCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for robustness.md and its charts; made if missing.")
  private Path out;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "45",
      description = "Frames at each of the 42 steps (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same frames (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      split = ",",
      description = "Engines to compare, such as classical,neural; the setting's if none is given.")
  private List<String> engines = new ArrayList<>();

  @Mixin private SettingsOptions settings;

  @Override
  public Integer call() throws IOException {
    if (samples < 1) {
      throw new ParameterException(
          spec.commandLine(), "--samples must be 1 or more, not " + samples);
    }
    List<PlateReader> readers = new ArrayList<>();
    SweepResult result;
    try {
      for (RecognitionSettings each : settingsOfEngines()) {
        readers.add(PlateReaders.open(each));
      }
      result = run(new SweepRun(readers, samples, seed));
    } finally {
      readers.forEach(PlateReader::close);
    }
    SweepReport.write(out, result);
    spec.commandLine().getOut().println("Report: " + out.resolve(SweepReport.FILE));
    spec.commandLine().getOut().flush();
    return ExitCode.CLEAN.code();
  }

  private List<RecognitionSettings> settingsOfEngines() {
    return engines.isEmpty()
        ? List.of(EngineOptions.load(settings, Optional.empty()))
        : engines.stream()
            .distinct()
            .map(name -> EngineOptions.load(settings, Optional.of(name)))
            .toList();
  }

  private static SweepResult run(SweepRun run) {
    if (System.console() == null) {
      return run.run(() -> {});
    }
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("Reading")
            .setUnit(" frames", 1)
            .setInitialMax(run.frames())
            .build()) {
      return run.run(bar::step);
    }
  }
}
