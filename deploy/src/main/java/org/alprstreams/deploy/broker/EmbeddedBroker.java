package org.alprstreams.deploy.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.alprstreams.deploy.DirectoryLock;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's own server, controller and broker in one, in this process. Its data outlives it: the next
 * start on the same directory is the same cluster.
 *
 * <p>One process at a time may use a directory. Kafka locks it too, but only after its quorum has
 * begun to write there: a second broker would wreck the first one's metadata before it noticed.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  private final BrokerConfig config;
  private final String clusterId;
  private final KafkaRaftServer server;
  private final DirectoryLock lock;
  private boolean closed;

  private EmbeddedBroker(
      BrokerConfig config, String clusterId, KafkaRaftServer server, DirectoryLock lock) {
    this.config = config;
    this.clusterId = clusterId;
    this.server = server;
    this.lock = lock;
  }

  /**
   * Starts a broker and returns when it takes connections.
   *
   * @throws BrokerException if a port is taken, the disk is nearly full, or the directory is in use
   *     or another cluster's
   */
  public static EmbeddedBroker start(BrokerConfig config) {
    checkFree(config.port(), "alpr.standalone.broker-port");
    checkFree(config.controllerPort(), "alpr.standalone.controller-port");
    DirectoryLock lock = lock(config.directory());
    boolean started = false;
    try {
      String clusterId = new BrokerStorage(config.directory()).prepare();
      KafkaRaftServer server = server(config);
      LOG.info("Broker {} listens on {}", clusterId, config.bootstrapServers());
      started = true;
      return new EmbeddedBroker(config, clusterId, server, lock);
    } finally {
      if (!started) {
        release(lock);
      }
    }
  }

  private static KafkaRaftServer server(BrokerConfig config) {
    Properties properties = BrokerProperties.of(config);
    KafkaRaftServer server = null;
    try {
      server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
      server.startup();
      return server;
    } catch (RuntimeException e) {
      if (server != null) {
        server.shutdown();
      }
      throw new BrokerException(
          "The embedded broker could not start in " + config.directory() + ": " + e.getMessage(),
          e);
    }
  }

  /** What clients put into {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return config.bootstrapServers();
  }

  /** The cluster's id, made when its directory was formatted. */
  public String clusterId() {
    return clusterId;
  }

  /** Stops within seconds, leaving clean logs behind. Idempotent. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.shutdown();
      server.awaitShutdown();
      release(lock);
      LOG.info("Broker {} has stopped", clusterId);
    }
  }

  private static DirectoryLock lock(Path directory) {
    try {
      return DirectoryLock.tryTake(directory)
          .orElseThrow(
              () ->
                  new BrokerException(
                      directory
                          + " is in use by another process; stop that one first, or set"
                          + " alpr.service.data-directory to another directory"));
    } catch (IOException e) {
      throw BrokerStorage.unusable(directory, e);
    }
  }

  private static void release(DirectoryLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("The lock on the broker's directory could not be released", e);
    }
  }

  private static void checkFree(int port, String setting) {
    try (ServerSocket socket = new ServerSocket()) {
      // Without it a port that was in use a minute ago counts as taken.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(BrokerConfig.HOST, port));
    } catch (IOException e) {
      throw new BrokerException(
          "Port "
              + port
              + " on "
              + BrokerConfig.HOST
              + " is taken by another program; stop it, or choose another with --set "
              + setting
              + "=PORT",
          e);
    }
  }
}
