package org.alprstreams.deploy.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.alprstreams.deploy.standalone.Standalone;
import org.alprstreams.deploy.standalone.StandaloneApplications;
import org.alprstreams.service.Application;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything on one machine. */
@Command(
    name = "standalone",
    mixinStandardHelpOptions = true,
    description = {
      "Run everything on this machine: broker, schema registry, all applications, console.",
      "Data is kept in ./data (alpr.service.data-directory) for the next start."
    })
final class StandaloneCommand implements Callable<Integer> {

  @Mixin private SettingsOptions settings;

  @Override
  public Integer call() {
    List<Application> applications = StandaloneApplications.withoutTown();
    return new Standalone(settings.loader(), settings.pairs(), System.out, System.err)
        .run(applications)
        .code();
  }
}
