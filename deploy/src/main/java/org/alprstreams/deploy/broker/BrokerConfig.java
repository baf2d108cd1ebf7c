package org.alprstreams.deploy.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where the embedded broker keeps its data and listens. It listens on the loopback interface only:
 * its listeners are neither encrypted nor authenticated, so they must not be reachable from another
 * machine.
 *
 * @param directory holds the cluster's metadata and every topic; made if it is not there
 * @param port clients connect here
 * @param controllerPort the broker's own quorum, with itself
 * @param overrides Kafka's server properties that differ, for tests of time and for small disks
 */
public record BrokerConfig(
    Path directory, int port, int controllerPort, Map<String, String> overrides) {

  static final String HOST = "localhost";

  public BrokerConfig {
    directory = directory.toAbsolutePath().normalize();
    checkPort("broker", port);
    checkPort("controller", controllerPort);
    overrides = Map.copyOf(overrides);
    if (port == controllerPort) {
      throw new IllegalArgumentException(
          "Broker and controller cannot share port " + port + "; give them two ports");
    }
  }

  /** A broker without overrides. */
  public BrokerConfig(Path directory, int port, int controllerPort) {
    this(directory, port, controllerPort, Map.of());
  }

  /** What clients put into {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  private static void checkPort(String what, int port) {
    Objects.requireNonNull(what);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("The " + what + "'s port is 1 to 65535, not " + port);
    }
  }
}
