package org.alprstreams.deploy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.alprstreams.avro.Camera;
import org.alprstreams.ingest.camera.CameraCommands;
import org.alprstreams.ingest.camera.CameraDetails;
import org.alprstreams.ingest.camera.CameraRegistry;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The register of cameras. */
@Command(
    name = "cameras",
    mixinStandardHelpOptions = true,
    description = "Change or show the register of cameras. Frames of others are refused.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CamerasCommand.Add.class,
      CamerasCommand.Remove.class,
      CamerasCommand.List.class,
      CamerasCommand.Import.class
    })
final class CamerasCommand {

  private CamerasCommand() {}

  /** What to do with the register. */
  private interface Work {
    ExitCode with(CameraCommands commands);
  }

  private static int run(SettingsOptions options, Work work) throws IOException {
    Session session = Session.open(options);
    try (CameraRegistry registry = CameraRegistry.start(session.kafka());
        Producer<String, Camera> producer = session.kafka().producer(Topics.CAMERAS, Map.of())) {
      return work.with(
              new CameraCommands(
                  producer, registry, session.user(), session.clock(), System.out, System.err))
          .code();
    }
  }

  /** One camera. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Register a camera, or change what is known of it.")
  static final class Add implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Letters, digits, dots, dashes, underscores.")
    private String id;

    @Option(
        names = "--name",
        paramLabel = "TEXT",
        required = true,
        description = "For people, such as the crossing.")
    private String name;

    @Option(
        names = "--approved",
        paramLabel = "DATE",
        required = true,
        description = "Date of the public meeting that approved it (Civil Code 1798.90.55).")
    private LocalDate approved;

    @Option(names = "--latitude", paramLabel = "DEGREES", description = "North, WGS 84.")
    private Double latitude;

    @Option(names = "--longitude", paramLabel = "DEGREES", description = "East, WGS 84.")
    private Double longitude;

    @Option(names = "--direction", paramLabel = "TEXT", description = "Such as inbound.")
    private String direction;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      CameraDetails details =
          new CameraDetails(
              id,
              name,
              Optional.ofNullable(latitude),
              Optional.ofNullable(longitude),
              Optional.ofNullable(direction),
              approved);
      return run(options, commands -> commands.add(details));
    }
  }

  /** One camera less. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Take a camera out: its frames are refused from now on.")
  static final class Remove implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The camera.")
    private String id;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return run(options, commands -> commands.remove(id));
    }
  }

  /** All cameras. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Print all cameras.")
  static final class List implements Callable<Integer> {

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return run(options, CameraCommands::list);
    }
  }

  /** Many cameras. */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Register all cameras of a CSV file, or none if a row is bad.")
  static final class Import implements Callable<Integer> {

    @Parameters(
        paramLabel = "FILE",
        description = "Columns: id,name,latitude,longitude,direction,publicMeetingOn.")
    private Path file;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return run(options, commands -> commands.importCsv(file));
    }
  }
}
