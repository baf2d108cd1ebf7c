package org.alprstreams.service.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Asks the brokers through the admin client, each time with a limit and a worded failure. */
record Brokers(Admin admin, Duration timeout) {

  private static final Duration METADATA_PAUSE = Duration.ofMillis(50);

  Set<String> topics() {
    return get("list topics", admin.listTopics(new ListTopicsOptions()).names());
  }

  /** Settings of each topic, the broker's defaults included. */
  Map<String, Config> configs(Collection<String> topics) {
    return get(
            "describe topics",
            admin
                .describeConfigs(
                    topics.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all())
        .entrySet()
        .stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }

  /** Settings of each broker, by its id. */
  Map<String, Config> brokerConfigs() {
    List<ConfigResource> nodes =
        get("list brokers", admin.describeCluster().nodes()).stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    return get("describe brokers", admin.describeConfigs(nodes).all()).entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }

  /**
   * Waits until what was done is to be seen: a broker answers that it is done before its own
   * metadata show it.
   *
   * @param action what is waited for, as in {@code "show the topics it made"}
   */
  void await(String action, BooleanSupplier seen) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!seen.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw BrokerException.late(action, timeout, null);
      }
      LockSupport.parkNanos(METADATA_PAUSE.toNanos());
    }
  }

  <T> T get(String action, KafkaFuture<T> result) {
    try {
      return result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw BrokerException.late(action, timeout, e.getCause());
      }
      throw BrokerException.refused(action, e.getCause());
    } catch (TimeoutException e) {
      throw BrokerException.late(action, timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BrokerException.interrupted(action, e);
    }
  }

  /** Why it failed, if it did. */
  Optional<Throwable> failure(String action, KafkaFuture<?> result) {
    try {
      get(action, result);
      return Optional.empty();
    } catch (BrokerException e) {
      return Optional.of(e.getCause());
    }
  }

  /** Settings by name; those without a value are left out. */
  static Map<String, String> settings(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }
}
