package org.alprstreams.deploy.broker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.alprstreams.service.health.HealthState;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a broker in this process ends by itself. Kafka's own way, as when the disk is full,
 * is to halt the process: at once, without a word at the terminal, with nothing closed. Here
 * somebody is told instead, who ends the process; where nobody has within half a minute, it is
 * halted after all.
 *
 * <p>What Kafka does to end a process is one thing in all of it, so only one broker in a process
 * can be noticed, the last one that was started.
 */
final class BrokerEnd {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerEnd.class);
  private static final Duration LAST_RESORT = Duration.ofSeconds(30);

  private final CompletableFuture<String> words = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean closing;

  /** Begins to notice. Before the broker starts. */
  static BrokerEnd noticed() {
    BrokerEnd end = new BrokerEnd();
    Exit.setHaltProcedure((code, message) -> end.kafkaWantsToEnd(code));
    Exit.setExitProcedure((code, message) -> end.kafkaWantsToEnd(code));
    return end;
  }

  /** From now on it is somebody's wish that the broker ends. */
  void isWanted() {
    closing = true;
  }

  /** The broker has ended, and this process goes on. */
  void isOver() {
    Exit.resetHaltProcedure();
    Exit.resetExitProcedure();
    closed.countDown();
  }

  /** The broker's server has stopped, by itself unless that is wanted. */
  void hasStopped() {
    tell("The Kafka broker has stopped by itself");
  }

  private void kafkaWantsToEnd(int code) {
    tell(
        "The Kafka broker cannot go on; is its disk full, or gone? Kafka wanted to end with code "
            + code);
    Thread lastResort = new Thread(() -> haltUnlessClosed(code), "halt-broker");
    lastResort.setDaemon(true);
    lastResort.start();
  }

  private void tell(String what) {
    if (!closing && words.complete(what)) {
      LOG.atError().log("the broker has ended by itself");
    }
  }

  private void haltUnlessClosed(int code) {
    boolean ended = false;
    try {
      ended = closed.await(LAST_RESORT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Nobody does; and a broker that cannot go on must not look as if it did.
    }
    if (!ended) {
      Runtime.getRuntime().halt(code);
    }
  }

  /** Whether it has ended by itself. */
  boolean isByItself() {
    return words.isDone();
  }

  HealthState state() {
    return isByItself() ? HealthState.dead(words.join()) : HealthState.up();
  }

  /**
   * @param told by the thread that notices; must return at once
   */
  void onEnd(Consumer<String> told) {
    words.thenAccept(told);
  }
}
