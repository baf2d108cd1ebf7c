package org.alprstreams.ingest.camera;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * What {@code alpr cameras} does. Every command returns the process's exit code, and counts a
 * change as made only when the broker has acknowledged it.
 */
public final class CameraCommands {

  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(20);

  private final Producer<String, Camera> producer;
  private final CameraRegistry registry;
  private final String operator;
  private final Clock clock;
  private final PrintStream out;
  private final PrintStream err;
  private final Duration patience;

  /**
   * @param operator who changes the register; kept in it
   * @param out for results
   * @param err for what went wrong
   */
  public CameraCommands(
      Producer<String, Camera> producer,
      CameraRegistry registry,
      String operator,
      Clock clock,
      PrintStream out,
      PrintStream err) {
    this(producer, registry, operator, clock, out, err, USUAL_PATIENCE);
  }

  /**
   * @param patience how long the register and each acknowledgement are waited for
   */
  CameraCommands(
      Producer<String, Camera> producer,
      CameraRegistry registry,
      String operator,
      Clock clock,
      PrintStream out,
      PrintStream err,
      Duration patience) {
    this.producer = producer;
    this.registry = registry;
    this.operator = operator;
    this.clock = clock;
    this.out = out;
    this.err = err;
    this.patience = patience;
  }

  /** Registers a camera, or replaces what is known of it. */
  public ExitCode add(CameraDetails details) {
    return guarded(
        () -> {
          boolean known = registry.find(details.id()).isPresent();
          write(List.of(details.register(operator, clock.instant())));
          out.println((known ? "Changed camera " : "Registered camera ") + details.id());
          return ExitCode.CLEAN;
        });
  }

  /** Takes a camera out of the register: its frames are refused from now on. */
  public ExitCode remove(String cameraId) {
    return guarded(
        () -> {
          if (registry.find(cameraId).isEmpty()) {
            err.println(
                "No camera '" + cameraId + "' is registered; see them with: alpr cameras list");
            return ExitCode.FAILURE;
          }
          await(List.of(send(cameraId, null)));
          out.println("Removed camera " + cameraId);
          return ExitCode.CLEAN;
        });
  }

  /** Prints all cameras, one a line. */
  public ExitCode list() {
    return guarded(
        () -> {
          for (Camera camera : registry.all()) {
            out.printf(
                "%-16s %-8s %-32s %-12s approved %s%n",
                camera.getCameraId(),
                camera.getActive() ? "active" : "off",
                camera.getName(),
                camera.getDirection() == null ? "-" : camera.getDirection(),
                camera.getPublicMeetingOn() == null ? "-" : camera.getPublicMeetingOn());
          }
          out.println(registry.all().size() + " cameras");
          return ExitCode.CLEAN;
        });
  }

  /**
   * Registers all cameras of a CSV with the columns {@code
   * id,name,latitude,longitude,direction,publicMeetingOn}. One bad row, and none of them is.
   */
  public ExitCode importCsv(Path file) {
    return guarded(
        () -> {
          CameraCsv.Content content = CameraCsv.read(file, operator, clock.instant());
          List<String> problems = content.problems();
          if (!problems.isEmpty()) {
            problems.forEach(err::println);
            err.println("Nothing was registered: correct what is listed above in " + file);
            return ExitCode.FAILURE;
          }
          write(content.cameras());
          out.println("Registered " + content.cameras().size() + " cameras");
          return ExitCode.CLEAN;
        });
  }

  private interface Step {
    ExitCode run() throws IOException, InterruptedException, ExecutionException, TimeoutException;
  }

  private ExitCode guarded(Step step) {
    try {
      if (!registry.awaitReady(patience)) {
        err.println(
            "The registered cameras cannot be read: "
                + registry.health().detail()
                + ". Check that the broker runs and that alpr.kafka.bootstrap-servers names it");
        return ExitCode.FAILURE;
      }
      return step.run();
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return ExitCode.USAGE;
    } catch (IOException | UncheckedIOException e) {
      err.println(
          "The file cannot be read ("
              + e
              + "); check its path, rights, encoding (UTF-8) and quotation marks");
      return ExitCode.FAILURE;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      err.println(
          "The broker did not acknowledge the change ("
              + cause.getClass().getSimpleName()
              + "); see what is registered with: alpr cameras list, then try again");
      return ExitCode.FAILURE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("Interrupted; see what is registered with: alpr cameras list");
      return ExitCode.FAILURE;
    }
  }

  private void write(List<Camera> cameras)
      throws InterruptedException, ExecutionException, TimeoutException {
    await(cameras.stream().map(camera -> send(camera.getCameraId(), camera)).toList());
  }

  private Future<?> send(String key, Camera value) {
    return producer.send(
        new ProducerRecord<>(Topics.CAMERAS.name(), null, clock.millis(), key, value));
  }

  private void await(List<? extends Future<?>> sent)
      throws InterruptedException, ExecutionException, TimeoutException {
    producer.flush();
    for (Future<?> one : sent) {
      one.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
