package org.alprstreams.deploy.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.alprstreams.deploy.DirectoryLock;
import org.alprstreams.service.health.HealthState;
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
  private static final Duration LEFT_TO_STOP = Duration.ofSeconds(5);

  private final BrokerConfig config;
  private final String clusterId;
  private final KafkaRaftServer server;
  private final DirectoryLock lock;
  private final BrokerEnd end;
  private boolean closed;

  private EmbeddedBroker(
      BrokerConfig config,
      String clusterId,
      KafkaRaftServer server,
      DirectoryLock lock,
      BrokerEnd end) {
    this.config = config;
    this.clusterId = clusterId;
    this.server = server;
    this.lock = lock;
    this.end = end;
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
      BrokerEnd end = BrokerEnd.noticed();
      KafkaRaftServer server = server(config, end);
      LOG.info("Broker {} listens on {}", clusterId, config.bootstrapServers());
      started = true;
      return new EmbeddedBroker(config, clusterId, server, lock, end).watched();
    } finally {
      if (!started) {
        release(lock);
      }
    }
  }

  private EmbeddedBroker watched() {
    Thread watch =
        new Thread(
            () -> {
              server.awaitShutdown();
              end.hasStopped();
            },
            "watch-broker");
    watch.setDaemon(true);
    watch.start();
    return this;
  }

  private static KafkaRaftServer server(BrokerConfig config, BrokerEnd end) {
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
      end.isOver();
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

  /** For health: up until it ends by itself. */
  public HealthState state() {
    return end.state();
  }

  /**
   * Has somebody told when the broker ends by itself, which may be so already, as when its disk is
   * full. It is to be closed then like any other; a process that is not at its end within half a
   * minute is halted, as Kafka would have done at once.
   *
   * @param told what has happened; must return at once
   */
  public void onEnd(Consumer<String> told) {
    end.onEnd(told);
  }

  /** Stops within seconds, leaving clean logs behind where that can be. Idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    end.isWanted();
    if (end.isByItself()) {
      stopWhatIsLeft();
    } else {
      stop();
    }
    release(lock);
    LOG.info("Broker {} has stopped", clusterId);
  }

  private void stop() {
    server.shutdown();
    server.awaitShutdown();
    end.isOver();
  }

  /** One that could not go on may not come to an end either. */
  private void stopWhatIsLeft() {
    Thread stopping = new Thread(this::stop, "stop-broker");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(LEFT_TO_STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** For tests, which stop it behind its user's back. */
  KafkaRaftServer server() {
    return server;
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
