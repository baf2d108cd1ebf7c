package org.alprstreams.deploy.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alprstreams.deploy.DirectoryLock;
import org.alprstreams.deploy.broker.BrokerException;
import org.alprstreams.deploy.registry.RegistryException;
import org.alprstreams.service.Application;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.ServiceMain;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.config.SettingsLoader;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.signin.DemoTokens;
import org.alprstreams.service.signin.SignInSettings;

/**
 * Runs everything in one command on one machine, until Ctrl-C. What it needs to know of itself,
 * such as where its broker listens, it tells the applications as settings: they cannot tell it from
 * a cluster.
 */
public final class Standalone {

  private static final int HOOK_SECONDS = 10;

  private final SettingsLoader loader;
  private final Map<String, String> commandLine;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param loader with the mappings of all applications and {@link StandaloneSettings}
   * @param commandLine the {@code --set} pairs
   */
  public Standalone(
      SettingsLoader loader, Map<String, String> commandLine, PrintStream out, PrintStream err) {
    this.loader = loader;
    this.commandLine = Map.copyOf(commandLine);
    this.out = out;
    this.err = err;
  }

  /** Starts all, blocks until a signal or a failure, and ends all within 10 seconds. */
  public ExitCode run(List<Application> applications) {
    Settings settings;
    try {
      settings = loader.commandLine(commandLine).load();
      OpenDoor.refuse(settings);
    } catch (SettingsException e) {
      err.println(e.getMessage());
      return ExitCode.BAD_SETTINGS;
    }
    Path data = settings.of(ServiceSettings.class).dataDirectory().toAbsolutePath().normalize();
    CountDownLatch ended = new CountDownLatch(1);
    try {
      DirectoryLock lock = lock(data);
      try (lock) {
        LogFiles.in(data.resolve("logs"));
        awaitEndAtSignal(ended);
        return run(settings, data, applications);
      }
    } catch (BrokerException | RegistryException | DataDirectoryException e) {
      err.println(e.getMessage());
      return ExitCode.FAILURE;
    } catch (IOException e) {
      err.println(
          "The data directory "
              + data
              + " cannot be used ("
              + e
              + "); check that it can be written, or choose another with --set"
              + " alpr.service.data-directory=DIRECTORY");
      return ExitCode.FAILURE;
    } finally {
      ended.countDown();
    }
  }

  private ExitCode run(Settings settings, Path data, List<Application> applications)
      throws IOException {
    StandaloneSettings standalone = settings.of(StandaloneSettings.class);
    out.println("Starting in " + data);
    Startup startup = new Startup(out);
    Map<String, String> pairs =
        new HashMap<>(
            AccessLogKey.complete(
                OptOutSecret.complete(commandLine, settings, true), settings, true));
    pairs.put("alpr.kafka.bootstrap-servers", "localhost:" + standalone.brokerPort());
    pairs.put("alpr.registry.url", "http://localhost:" + standalone.registryPort());
    if (!DemoTokens.hasOwnIssuer(settings.of(SignInSettings.class))) {
      pairs.put("alpr.sign-in.demo-tokens", "true");
    }
    pairs.putIfAbsent("alpr.ingest.state-directory", data.resolve("ingest").toString());
    Backbone backbone =
        Backbone.start(
            standalone, data, startup, () -> HeadStart.take(loader.commandLine(pairs).load()));
    try (backbone) {
      startup.begin("Applications");
      String host = settings.of(HttpSettings.class).host();
      ExitCode code =
          new ServiceMain(err)
              .run(
                  loader.commandLine(pairs),
                  applications,
                  runtime -> {
                    backbone.watch(runtime, err);
                    welcome(startup, host, runtime);
                  });
      out.println("Stopping");
      return code;
    }
  }

  private void welcome(Startup startup, String host, ServiceRuntime runtime) {
    startup.done();
    out.println();
    out.println("  Open http://" + host + ":" + runtime.httpPort() + "/ in a browser.");
    out.println("  Stop with Ctrl-C. Everything is kept for the next start.");
    out.println();
  }

  private static DirectoryLock lock(Path data) throws IOException {
    Optional<DirectoryLock> lock = DirectoryLock.tryTake(data);
    return lock.orElseThrow(
        () ->
            new DataDirectoryException(
                "Another process uses "
                    + data
                    + "; stop it first, or choose another directory and other ports with --set"
                    + " alpr.service.data-directory=DIRECTORY"));
  }

  /** The JVM is halted when its hooks have returned, so one of them waits for the broker's end. */
  private static void awaitEndAtSignal(CountDownLatch ended) {
    Thread hook =
        new Thread(
            () -> {
              try {
                ended.await(HOOK_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "await-end");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Another process has the data directory. */
  private static final class DataDirectoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DataDirectoryException(String message) {
      super(message);
    }
  }
}
