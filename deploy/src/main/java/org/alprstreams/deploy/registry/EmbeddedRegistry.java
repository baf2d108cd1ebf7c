package org.alprstreams.deploy.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.alprstreams.service.health.HealthState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Apicurio Registry in a process of its own, with its schemas on our broker, so that a schema's id
 * survives restarts together with the records that name it. It ends with this process, even if this
 * one is killed.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  /** File in the home with the classes that the registry loads, where the launcher had it made. */
  public static final String CLASS_ARCHIVE = "registry.jsa";

  /** System property under which the registry records what it loads, for that file. */
  public static final String RECORD_CLASSES = "alpr.registry.record-classes";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration STOP = Duration.ofSeconds(3);

  private final RegistryConfig config;
  private final Process process;
  private volatile boolean closing;

  private EmbeddedRegistry(RegistryConfig config, Process process) {
    this.config = config;
    this.process = process;
  }

  /**
   * Starts the process and returns at once, so that other things can start meanwhile; {@link
   * #awaitReady()} waits.
   *
   * @throws RegistryException if its port is taken or it is not installed
   */
  public static EmbeddedRegistry launch(RegistryConfig config) {
    checkFree(config.port());
    try {
      Files.createDirectories(config.work());
      Files.createDirectories(config.log().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command(config))
              .directory(config.work().toFile())
              .redirectErrorStream(true)
              .redirectOutput(config.log().toFile());
      builder.environment().putAll(environment(config));
      return new EmbeddedRegistry(config, builder.start());
    } catch (IOException e) {
      throw new RegistryException("The schema registry could not be started: " + e, e);
    }
  }

  private static List<String> command(RegistryConfig config) {
    String separator = System.getProperty("path.separator");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + config.heapMebibytes() + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(sharedClasses(config.home().resolve(CLASS_ARCHIVE)));
    command.add("-XX:MaxMetaspaceSize=160m");
    command.add("-XX:ReservedCodeCacheSize=48m");
    command.add("-Xss512k");
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.add("-Djava.io.tmpdir=" + config.work());
    command.add("-cp");
    command.add(
        jar(config.home().resolve("registry"), "-runner.jar")
            + separator
            + jar(config.home(), "-registry-guard.jar"));
    command.add("org.alprstreams.deploy.registry.guard.GuardedMain");
    command.add("io.quarkus.runner.GeneratedMain");
    return command;
  }

  /**
   * Takes classes from the archive that the launcher had made, or records them for it (JEP 350).
   */
  private static List<String> sharedClasses(Path archive) {
    if (Boolean.getBoolean(RECORD_CLASSES)) {
      return List.of("-XX:+RecordDynamicDumpInfo");
    }
    return Files.exists(archive)
        ? List.of(
            "-XX:SharedArchiveFile=" + archive,
            "-Xshare:auto",
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off")
        : List.of();
  }

  private static Map<String, String> environment(RegistryConfig config) {
    return Map.ofEntries(
        Map.entry("QUARKUS_HTTP_HOST", RegistryConfig.HOST),
        Map.entry("QUARKUS_HTTP_PORT", String.valueOf(config.port())),
        Map.entry("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false"),
        Map.entry("APICURIO_STORAGE_KIND", "kafkasql"),
        Map.entry("APICURIO_KAFKASQL_BOOTSTRAP_SERVERS", config.bootstrapServers()),
        Map.entry("APICURIO_KAFKASQL_TOPIC", RegistryTopics.JOURNAL),
        Map.entry("APICURIO_KAFKASQL_SNAPSHOTS_TOPIC", RegistryTopics.SNAPSHOTS),
        Map.entry("APICURIO_EVENTS_KAFKA_TOPIC", RegistryTopics.EVENTS),
        Map.entry("APICURIO_KAFKASQL_TOPIC_AUTO_CREATE", "false"),
        Map.entry("APICURIO_STORAGE_SNAPSHOT_LOCATION", config.work().toString()),
        Map.entry("APICURIO_IMPORT_WORK_DIR", config.work().toString()),
        // A pool of twenty connections to a table in the same process is for a server.
        Map.entry("APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "2"),
        Map.entry("APICURIO_DATASOURCE_JDBC_MIN_SIZE", "2"),
        Map.entry("APICURIO_DATASOURCE_JDBC_MAX_SIZE", "10"));
  }

  private static Path jar(Path directory, String suffix) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .findFirst()
          .orElseThrow(
              () ->
                  new RegistryException(
                      "No *"
                          + suffix
                          + " in "
                          + directory
                          + "; build again with 'mvn -DskipTests package'"));
    } catch (IOException e) {
      throw new RegistryException("The directory " + directory + " cannot be listed: " + e, e);
    }
  }

  /**
   * Returns when schemas can be registered and looked up.
   *
   * @throws RegistryException if the process ends or takes longer than the configuration allows
   */
  public void awaitReady() {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(config.url().resolve("/health/ready"))
            .timeout(Duration.ofSeconds(2))
            .build();
    long deadline = System.nanoTime() + config.startTimeout().toNanos();
    try {
      while (!answers(client, request)) {
        if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new RegistryException(
              "The schema registry ended with code "
                  + process.exitValue()
                  + " while starting; see "
                  + config.log());
        }
        if (System.nanoTime() > deadline) {
          close();
          throw new RegistryException(
              "The schema registry was not ready within "
                  + config.startTimeout().toSeconds()
                  + " s; see "
                  + config.log());
        }
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new RegistryException("Interrupted while the schema registry was starting", e);
    }
    LOG.info("Schema registry listens on {}", config.url());
  }

  private static boolean answers(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      // Not listening yet.
      return false;
    }
  }

  /** Root of its HTTP interface. */
  public URI url() {
    return config.url();
  }

  /**
   * For health: up while its process runs. What ended is not started again: why it ended is for a
   * person to see, and the next start finds its schemas on the broker.
   */
  public HealthState state() {
    return process.isAlive() ? HealthState.up() : HealthState.dead(end());
  }

  /**
   * Has somebody told when the process ends by itself, which may be so already.
   *
   * @param told what ended, with which code, and where its log is
   */
  public void onEnd(Consumer<String> told) {
    process
        .onExit()
        .thenRun(
            () -> {
              if (!closing) {
                told.accept(end());
              }
            });
  }

  private String end() {
    return "The schema registry ended with code " + process.exitValue() + "; see " + config.log();
  }

  /** Its process id, for who measures memory. */
  public long pid() {
    return process.pid();
  }

  /** Ends the process within seconds. Idempotent. */
  @Override
  public void close() {
    closing = true;
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void checkFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(RegistryConfig.HOST, port));
    } catch (IOException e) {
      throw new RegistryException(
          "Port "
              + port
              + " on "
              + RegistryConfig.HOST
              + " is taken by another program; stop it, or choose another with --set"
              + " alpr.standalone.registry-port=PORT",
          e);
    }
  }
}
