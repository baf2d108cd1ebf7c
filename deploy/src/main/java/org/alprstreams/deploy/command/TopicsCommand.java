package org.alprstreams.deploy.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.ServiceMain;
import org.alprstreams.service.config.RegistrySettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.topics.DriftCheck;
import org.alprstreams.service.topics.LifetimeTable;
import org.alprstreams.service.topics.RetentionSchedule;
import org.alprstreams.service.topics.SchemaRegistration;
import org.alprstreams.service.topics.TopicProvisioner;
import org.alprstreams.service.topics.TopicReport;
import org.alprstreams.service.topics.TopicSettings;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Topics and schemas, as the usage policy wants them. */
@Command(
    name = "topics",
    description = "Make topics and schemas, or check them against the usage policy.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TopicsCommand.Apply.class, TopicsCommand.Check.class})
final class TopicsCommand {

  private TopicsCommand() {}

  /** Creates what is missing. */
  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description =
          "Create missing topics, shorten those that keep longer than the policy, register"
              + " schemas.")
  static final class Apply implements Callable<Integer> {

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      Settings settings = options.loader().load();
      TopicSettings topics = settings.of(TopicSettings.class);
      RetentionSchedule schedule = RetentionSchedule.of(ServiceMain.policy(settings), topics);
      new FirstContact(settings).require();
      try (Admin admin = Admin.create(settings.kafka())) {
        new TopicProvisioner(admin, topics, schedule).provision();
        new SchemaRegistration(settings.of(RegistrySettings.class)).registerAll();
        new DriftCheck(admin, topics, schedule).requireNone();
      }
      System.out.println("Topics and schemas are as the policy wants them");
      return ExitCode.CLEAN.code();
    }
  }

  /** Changes nothing. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "Exit with 3 and say which, if a topic keeps data in another way than the"
              + " policy says.")
  static final class Check implements Callable<Integer> {

    @Mixin private SettingsOptions options;

    @Option(
        names = "--explain",
        description = "Print how long each topic keeps what it holds, and how long it may.")
    private boolean explain;

    @Override
    public Integer call() throws IOException {
      Settings settings = options.loader().load();
      TopicSettings topics = settings.of(TopicSettings.class);
      RetentionSchedule schedule = RetentionSchedule.of(ServiceMain.policy(settings), topics);
      new FirstContact(settings).require();
      try (Admin admin = Admin.create(settings.kafka())) {
        if (explain) {
          System.out.print(LifetimeTable.of(new TopicReport(admin, topics, schedule).lifetimes()));
        }
        new DriftCheck(admin, topics, schedule).requireNone();
      }
      System.out.println("All topics are as the policy wants them");
      return ExitCode.CLEAN.code();
    }
  }
}
