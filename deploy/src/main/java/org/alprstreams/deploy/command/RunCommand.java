package org.alprstreams.deploy.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.alprstreams.service.Application;
import org.alprstreams.service.ServiceMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs applications in this process against a cluster. */
@Command(mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  private final Supplier<List<Application>> applications;

  @Mixin private SettingsOptions settings;

  RunCommand(Supplier<List<Application>> applications) {
    this.applications = applications;
  }

  @Override
  public Integer call() {
    return new ServiceMain(System.err)
        .run(settings.loader(), applications.get(), runtime -> {})
        .code();
  }
}
