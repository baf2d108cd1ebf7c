package org.alprstreams.deploy.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import org.alprstreams.avro.Camera;
import org.alprstreams.ingest.camera.CameraCommands;
import org.alprstreams.ingest.camera.CameraRegistry;
import org.alprstreams.matching.hotlist.HotlistCommands;
import org.alprstreams.matching.optout.OptOutCommands;
import org.alprstreams.matching.optout.OptOutKeys;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.Application;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.config.OptOutSettings;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.simulation.TownCamera;
import org.apache.kafka.clients.producer.Producer;

/**
 * Registers the simulated town's cameras and takes in its two lists, by the same commands and from
 * the same kinds of file as an agency would. The files stay in the data directory to be looked at.
 */
public final class DemoRegisters implements Application {

  private static final String OPERATOR = "demo";
  private static final String LIST = "demo";

  @Override
  public String name() {
    return "demo-registers";
  }

  @Override
  public void start(ServiceContext context) throws IOException {
    DemoTown town = DemoTown.of(context.settings().of(SimulationSettings.class).seed());
    Instant now = context.clock().instant();
    Path directory =
        Files.createDirectories(
            context.settings().of(ServiceSettings.class).dataDirectory().resolve("demo"));
    registerCameras(context, town, directory.resolve("cameras.csv"), now);

    Path hotlist = directory.resolve("hotlist.csv");
    town.hotlist().write(hotlist, now);
    require(
        "hotlist",
        out ->
            new HotlistCommands(context.kafka(), context.policy(), context.clock(), OPERATOR, out)
                .importFile(hotlist, LIST, true));

    Path optOuts = directory.resolve("opt-outs.csv");
    town.optOuts().write(optOuts, now);
    require(
        "opt-out list",
        out ->
            new OptOutCommands(
                    context.kafka(),
                    OptOutKeys.of(context.settings().of(OptOutSettings.class)),
                    context.policy().timeZone(),
                    context.clock(),
                    OPERATOR,
                    out)
                .importFile(optOuts));
  }

  private static void registerCameras(ServiceContext context, DemoTown town, Path file, Instant now)
      throws IOException {
    LocalDate meeting = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
    StringBuilder csv = new StringBuilder("id,name,latitude,longitude,direction,publicMeetingOn\n");
    for (TownCamera camera : town.town().cameras()) {
      csv.append(
          "%s,%s,%.6f,%.6f,%s,%s%n"
              .formatted(
                  camera.id(),
                  camera.name(),
                  camera.latitude(),
                  camera.longitude(),
                  camera.direction(),
                  meeting));
    }
    Files.writeString(file, csv);
    try (CameraRegistry registry = CameraRegistry.start(context.kafka());
        Producer<String, Camera> producer = context.kafka().producer(Topics.CAMERAS, Map.of())) {
      require(
          "cameras",
          out ->
              new CameraCommands(producer, registry, OPERATOR, context.clock(), out, out)
                  .importCsv(file));
    }
  }

  private static void require(String what, Function<PrintStream, ExitCode> command) {
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    ExitCode code = command.apply(new PrintStream(report, true, StandardCharsets.UTF_8));
    if (code != ExitCode.CLEAN) {
      throw new IllegalStateException(
          "The demo's "
              + what
              + " could not be taken in: "
              + report.toString(StandardCharsets.UTF_8).strip());
    }
  }

  @Override
  public void close() {
    // Nothing is left open.
  }
}
