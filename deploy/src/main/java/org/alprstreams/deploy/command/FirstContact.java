package org.alprstreams.deploy.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.alprstreams.service.config.KafkaSettings;
import org.alprstreams.service.config.Settings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers once whether they are there, with little patience: whoever gives a command is
 * told within seconds, where clients at work would try again for half a minute and more.
 */
final class FirstContact {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final List<String> THIS_MACHINE = List.of("localhost:", "127.", "[::1]:");

  private final Settings settings;
  private boolean made;

  FirstContact(Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns once a broker has answered.
   *
   * @throws NoBrokerException saying that none does, and what to do
   */
  synchronized void require() {
    if (made) {
      return;
    }
    quietClients();
    try (Admin admin = Admin.create(settings.kafka())) {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
          .clusterId()
          .get();
    } catch (ExecutionException e) {
      refuseSilence(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoBrokerException("Interrupted while the broker was asked.", e);
    }
    made = true;
  }

  /** A broker that answers anything else is there: the command's own words fit it better. */
  private void refuseSilence(Throwable failure) {
    if (failure instanceof TimeoutException) {
      throw new NoBrokerException(silence(), failure);
    }
    if (failure instanceof AuthenticationException) {
      throw new NoBrokerException(
          "The broker at " + address() + " does not accept this user: check alpr.kafka.properties.",
          failure);
    }
  }

  private String silence() {
    boolean ours = THIS_MACHINE.stream().anyMatch(address()::startsWith);
    return "The broker at "
        + address()
        + " does not answer. Nothing was changed. "
        + (ours
            ? "Start one with './alpr standalone' in another terminal, or name yours with"
            : "Check that it runs, or name another with")
        + " --set alpr.kafka.bootstrap-servers=HOST:PORT.";
  }

  private String address() {
    return settings.of(KafkaSettings.class).bootstrapServers();
  }

  /** They warn of every attempt; what comes of it is in the exceptions that they throw. */
  private static void quietClients() {
    if (LoggerFactory.getLogger("org.apache.kafka.clients") instanceof Logger logger) {
      logger.setLevel(Level.ERROR);
    }
  }
}
