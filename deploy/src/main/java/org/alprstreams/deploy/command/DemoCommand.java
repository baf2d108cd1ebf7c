package org.alprstreams.deploy.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.alprstreams.deploy.demo.DemoRegisters;
import org.alprstreams.deploy.demo.SimulatedTown;
import org.alprstreams.deploy.standalone.Standalone;
import org.alprstreams.deploy.standalone.StandaloneApplications;
import org.alprstreams.service.Application;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Standalone with a simulated town. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Run everything on this machine, and a simulated town of forty cameras that sends frames.",
      "No person's data is in it: streets, vehicles and plates are drawn by this program."
    })
final class DemoCommand implements Callable<Integer> {

  @Mixin private SettingsOptions settings;

  @Override
  public Integer call() {
    List<Application> applications = new ArrayList<>(StandaloneApplications.withoutTown());
    applications.add(0, new DemoRegisters());
    applications.add(new SimulatedTown());
    return new Standalone(settings.loader(), settings.pairs(), System.out, System.err)
        .run(applications)
        .code();
  }
}
