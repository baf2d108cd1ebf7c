package org.alprstreams.deploy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.alprstreams.recognition.evaluation.Evaluation;
import org.alprstreams.recognition.evaluation.EvaluationOptions;
import org.alprstreams.service.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How well plates are read. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Read a folder of pictures and, where labels are given, say how right it was.")
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "Folder of JPEG and PNG files.")
  private Path directory;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "CSV with the columns file and plate, and x,y,width,height where known.")
  private Path labels;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "readings.csv",
      description = "CSV to write (default: ${DEFAULT-VALUE}).")
  private Path readings;

  @Option(names = "--crops", description = "Each picture shows one plate, cut out.")
  private boolean crops;

  @Override
  public Integer call() throws IOException {
    Evaluation.run(
        new EvaluationOptions(directory, Optional.ofNullable(labels), readings, crops), System.out);
    return ExitCode.CLEAN.code();
  }
}
