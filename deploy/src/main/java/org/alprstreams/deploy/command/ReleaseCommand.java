package org.alprstreams.deploy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.alprstreams.retention.release.BundleCheck;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.access.PublicKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Released evidence, for whoever gets it. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = {
      "Check released evidence.",
      "Evidence is released over HTTP: POST /cases/NUMBER/releases."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ReleaseCommand.Verify.class)
final class ReleaseCommand {

  private ReleaseCommand() {}

  /** Offline. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Check a bundle without a broker: its signature, its manifest and every file.",
        "Names the first thing that is wrong, and ends with code 1 if there is one."
      })
  static final class Verify implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A bundle, as it was released.")
    private Path file;

    @Option(
        names = "--public-key",
        paramLabel = "PEM",
        required = true,
        description = "The agency's public key, from 'alpr audit key'; may be given repeatedly.")
    private List<Path> publicKeys;

    @Override
    public Integer call() throws IOException {
      BundleCheck.Verdict verdict = BundleCheck.verify(file, PublicKeys.read(publicKeys));
      System.out.println(verdict.words());
      return (verdict.intact() ? ExitCode.CLEAN : ExitCode.FAILURE).code();
    }
  }
}
