package org.alprstreams.deploy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.alprstreams.recognition.PlateReaders;
import org.alprstreams.recognition.RecognitionSettings;
import org.alprstreams.recognition.evaluation.Evaluation;
import org.alprstreams.recognition.evaluation.EvaluationOptions;
import org.alprstreams.recognition.evaluation.EvaluationResult;
import org.alprstreams.recognition.evaluation.StageTimes;
import org.alprstreams.recognition.evaluation.report.HtmlReport;
import org.alprstreams.recognition.evaluation.report.Machine;
import org.alprstreams.recognition.evaluation.report.MarkdownReport;
import org.alprstreams.recognition.evaluation.report.ReportHead;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.service.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How well plates are read. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Read a folder of pictures and, where labels are given, say how right it was.")
final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of JPEG and PNG files.")
  private Path directory;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "CSV with the columns file and plate, and x,y,width,height and state where known;"
              + " an empty plate says that the picture shows none.")
  private Path labels;

  @Option(
      names = {"--readings", "--out"},
      paramLabel = "FILE",
      defaultValue = "readings.csv",
      description = "CSV to write (default: ${DEFAULT-VALUE}).")
  private Path readings;

  @Option(names = "--crops", description = "Each picture shows one plate, cut out.")
  private boolean crops;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "HTML page to write, with all figures, charts and a picture of every failure. It holds"
              + " photographs and plates: keep it as you keep those. Needs --labels.")
  private Path report;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "The figures as Markdown to write, without any plate. Needs --labels.")
  private Path markdown;

  @Mixin private EngineOptions engine;

  @Override
  public Integer call() throws IOException {
    if (labels == null && (report != null || markdown != null)) {
      throw new ParameterException(
          spec.commandLine(), "--report and --markdown need --labels: nothing is scored without.");
    }
    checkFiles();
    RecognitionSettings settings = engine.load();
    StageTimes stages = new StageTimes();
    EvaluationResult result;
    try (PlateReader reader = PlateReaders.open(settings, 1, stages)) {
      result =
          Evaluation.run(
              new EvaluationOptions(
                  directory,
                  Optional.ofNullable(labels),
                  readings,
                  crops,
                  report != null,
                  settings.maxPixels()),
              reader,
              stages);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(result.summary());
    write(report, HtmlReport::render, result, settings);
    write(markdown, MarkdownReport::render, result, settings);
    out.flush();
    return ExitCode.CLEAN.code();
  }

  private void checkFiles() throws IOException {
    Map<String, Path> outputs = new LinkedHashMap<>();
    outputs.put("--out", readings);
    if (report != null) {
      outputs.put("--report", report);
    }
    if (markdown != null) {
      outputs.put("--markdown", markdown);
    }
    EvaluationFiles files = new EvaluationFiles(directory, Optional.ofNullable(labels), outputs);
    Optional<String> clash = files.clash();
    if (clash.isPresent()) {
      throw new ParameterException(spec.commandLine(), clash.get());
    }
    files.check();
  }

  @FunctionalInterface
  private interface Report {
    String render(ReportHead head, EvaluationResult result);
  }

  private void write(
      Path file, Report report, EvaluationResult result, RecognitionSettings settings)
      throws IOException {
    if (file != null) {
      ReportHead head =
          new ReportHead(
              "%s, labels %s".formatted(name(directory), name(labels)),
              crops,
              "readings from a weakest character of " + settings.minConfidence(),
              Machine.describe(),
              Instant.now());
      Files.writeString(file, report.render(head, result), StandardCharsets.UTF_8);
      spec.commandLine().getOut().println("Report: " + file);
    }
  }

  /** Without the path to it, which may name a person. */
  private static String name(Path path) {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }
}
