package org.alprstreams.service;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.schemas.policy.InvalidPolicyException;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.access.AccessLogSettings;
import org.alprstreams.service.config.KafkaSettings;
import org.alprstreams.service.config.OptOutSettings;
import org.alprstreams.service.config.RegistrySettings;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.config.SettingsLoader;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.signin.SignInSettings;
import org.alprstreams.service.streams.StreamsSettings;
import org.alprstreams.service.topics.TopicDriftException;
import org.alprstreams.service.topics.TopicSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs applications from settings to exit code, for a command's {@code main}. */
public final class ServiceMain {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);

  /** Mappings that every process reads. */
  private static final Set<Class<?>> SHARED =
      Set.of(
          ServiceSettings.class,
          KafkaSettings.class,
          OptOutSettings.class,
          RegistrySettings.class,
          StreamsSettings.class,
          TopicSettings.class,
          HttpSettings.class,
          SignInSettings.class,
          AccessLogSettings.class);

  private static final int HOOK_SECONDS = 9;

  private final PrintStream errors;

  /**
   * @param errors where what is wrong is printed for the operator, usually {@code System.err}
   */
  public ServiceMain(PrintStream errors) {
    this.errors = errors;
  }

  /**
   * All settings that any process of the system may read, for {@link SettingsLoader#mappings}.
   *
   * @param known all applications there are, also those that this process does not run: one file
   *     may serve all
   */
  public static Set<Class<?>> mappings(Collection<? extends Application> known) {
    return Stream.concat(
            SHARED.stream(), known.stream().flatMap(application -> application.settings().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The usage policy that the settings name. */
  public static UsagePolicy policy(Settings settings) throws IOException {
    List<java.nio.file.Path> files = settings.of(ServiceSettings.class).policy().orElse(List.of());
    return files.isEmpty() ? UsagePolicy.losAltosHills() : UsagePolicy.load(files);
  }

  /**
   * Starts the applications, blocks until a signal or a failure, and closes everything within 8
   * seconds.
   *
   * @param loader with the mappings of {@link #mappings}
   * @param applications what to run in this process
   * @param onStarted told the runtime when everything is up, such as to print the address
   * @return the code to exit with
   */
  public ExitCode run(
      SettingsLoader loader, List<Application> applications, Consumer<ServiceRuntime> onStarted) {
    Settings settings;
    UsagePolicy policy;
    try {
      settings = loader.load();
      policy = policy(settings);
    } catch (SettingsException | InvalidPolicyException e) {
      errors.println(e.getMessage());
      return ExitCode.BAD_SETTINGS;
    } catch (IOException e) {
      errors.println(
          "The usage policy cannot be read; check alpr.service.policy: " + e.getMessage());
      return ExitCode.BAD_SETTINGS;
    }
    settings.printable().forEach(line -> LOG.atInfo().log("setting {}", line));
    LOG.atInfo().addKeyValue("version", policy.version()).log("usage policy");
    return run(settings, policy, applications, onStarted);
  }

  private ExitCode run(
      Settings settings,
      UsagePolicy policy,
      List<Application> applications,
      Consumer<ServiceRuntime> onStarted) {
    CountDownLatch done = new CountDownLatch(1);
    try (ServiceRuntime runtime = new ServiceRuntime(settings, policy, applications)) {
      Thread hook = new Thread(() -> stopAndWait(runtime, done), "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      runtime.start();
      onStarted.accept(runtime);
      return runtime.await();
    } catch (SettingsException e) {
      errors.println(e.getMessage());
      return ExitCode.BAD_SETTINGS;
    } catch (TopicDriftException e) {
      errors.println(e.getMessage());
      return ExitCode.TOPIC_DRIFT;
    } catch (Exception e) {
      // Whatever an application's start may throw; its message is for the operator at the console.
      ServiceRuntime.logFailure("start", e);
      errors.println("Could not start: " + e.getMessage());
      return ExitCode.FAILURE;
    } finally {
      done.countDown();
    }
  }

  /** The JVM is halted when its hooks have returned, so this one waits for the closing. */
  private static void stopAndWait(ServiceRuntime runtime, CountDownLatch done) {
    runtime.stop();
    try {
      if (!done.await(HOOK_SECONDS, TimeUnit.SECONDS)) {
        LOG.atWarn().log("process is halted before everything was closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
