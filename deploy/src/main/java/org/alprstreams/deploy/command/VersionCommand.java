package org.alprstreams.deploy.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.alprstreams.service.ExitCode;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.Command;

/** What runs here. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Print the versions of this program, Kafka and Java.")
final class VersionCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    String version =
        Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
            .orElse("unpackaged");
    System.out.println("alpr-streams " + version);
    System.out.println("Kafka " + AppInfoParser.getVersion());
    System.out.println("Java " + Runtime.version());
    return ExitCode.CLEAN.code();
  }
}
