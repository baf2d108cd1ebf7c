package org.alprstreams.deploy.standalone;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.alprstreams.deploy.broker.BrokerConfig;
import org.alprstreams.deploy.broker.EmbeddedBroker;
import org.alprstreams.deploy.registry.EmbeddedRegistry;
import org.alprstreams.deploy.registry.RegistryConfig;
import org.alprstreams.deploy.registry.RegistryTopics;
import org.alprstreams.service.ServiceRuntime;
import org.apache.kafka.clients.admin.Admin;

/** What a cluster has and one machine has not: a broker and a schema registry. */
final class Backbone implements AutoCloseable {

  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;
  private final Path brokerLog;

  private Backbone(EmbeddedBroker broker, EmbeddedRegistry registry, Path brokerLog) {
    this.broker = broker;
    this.registry = registry;
    this.brokerLog = brokerLog;
  }

  /**
   * Starts both under a data directory and returns when both answer.
   *
   * @param meanwhile what needs the broker only: done while the registry comes up
   */
  static Backbone start(
      StandaloneSettings settings, Path data, Startup startup, Runnable meanwhile) {
    EmbeddedBroker broker =
        startup.step(
            "Kafka broker",
            () ->
                EmbeddedBroker.start(
                    new BrokerConfig(
                        data.resolve("kafka"), settings.brokerPort(), settings.controllerPort())));
    EmbeddedRegistry registry = null;
    boolean ready = false;
    try {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        RegistryTopics.provision(admin);
      }
      EmbeddedRegistry launched =
          EmbeddedRegistry.launch(registryConfig(settings, data, broker.bootstrapServers()));
      registry = launched;
      CompletableFuture<Void> done = CompletableFuture.runAsync(meanwhile);
      startup.step(
          "Schema registry",
          () -> {
            launched.awaitReady();
            return launched;
          });
      await(done);
      ready = true;
      return new Backbone(broker, launched, data.resolve("logs").resolve("broker.log"));
    } finally {
      if (!ready) {
        if (registry != null) {
          registry.close();
        }
        broker.close();
      }
    }
  }

  /**
   * Makes broker and registry parts of the process: they show in health, and the process ends with
   * them.
   *
   * @param err where the person before the terminal is told why
   */
  void watch(ServiceRuntime runtime, PrintStream err) {
    runtime.health().register("broker", broker::state);
    broker.onEnd(
        words -> {
          if (runtime.endWithFailure("broker")) {
            err.println(
                words
                    + "; see "
                    + brokerLog
                    + ". What was acknowledged is kept: make room, or bring the disk back, and start"
                    + " again.");
          }
        });
    runtime.health().register("registry", registry::state);
    registry.onEnd(
        words -> {
          // On Ctrl-C it ends beside us, which is no failure.
          if (runtime.endWithFailure("schema registry")) {
            err.println(words + ". Nothing is lost: start again.");
          }
        });
  }

  private static void await(CompletableFuture<Void> work) {
    try {
      work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static RegistryConfig registryConfig(
      StandaloneSettings settings, Path data, String bootstrapServers) {
    return new RegistryConfig(
        settings.home(),
        data.resolve("registry"),
        data.resolve("logs").resolve("registry.log"),
        bootstrapServers,
        settings.registryPort(),
        settings.registryHeap(),
        settings.registryTimeout());
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }
}
