package org.alprstreams.deploy.standalone;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.Camera;
import org.alprstreams.ingest.camera.CameraCommands;
import org.alprstreams.ingest.camera.CameraDetails;
import org.alprstreams.ingest.camera.CameraRegistry;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.Application;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.ServiceContext;
import org.apache.kafka.clients.producer.Producer;

/**
 * Registers the camera {@value #ID} on the first start, so that a folder of photographs can be
 * imported at once.
 */
final class PhotographsCamera implements Application {

  static final String ID = "CAM";

  private static final String OPERATOR = "standalone";

  @Override
  public String name() {
    return "photographs-camera";
  }

  @Override
  public void start(ServiceContext context) throws InterruptedException {
    try (CameraRegistry registry = CameraRegistry.start(context.kafka());
        Producer<String, Camera> producer = context.kafka().producer(Topics.CAMERAS, Map.of());
        PrintStream nowhere =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      CameraDetails details =
          new CameraDetails(
              ID,
              "Photographs from files",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC));
      ExitCode code =
          new CameraCommands(producer, registry, OPERATOR, context.clock(), nowhere, nowhere)
              .add(details);
      if (code != ExitCode.CLEAN) {
        throw new IllegalStateException("The camera " + ID + " could not be registered");
      }
    }
  }

  @Override
  public void close() {
    // Nothing is left open.
  }
}
