package org.alprstreams.console.alerts;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Sends news to every browser that listens. Each listener has a queue and a thread of its own, so
 * that one that has stopped reading never delays another; one whose queue is full is cut off, and
 * its browser comes back and asks for the whole board.
 *
 * @param <M> the message
 */
final class AlertStream<M> implements AutoCloseable {

  /** What the server's side of one connection can do. */
  interface Connection<M> {
    /** Sends a message. */
    void send(M message);

    /**
     * Sends a sign of life, which also says whether news arrives here, and shows whether the other
     * side still listens.
     */
    void ping();

    /** Whether the other side has gone. */
    boolean gone();

    /** Ends the connection. */
    void close();
  }

  private static final int QUEUE = 256;
  private static final Duration PING = Duration.ofSeconds(10);

  /** Who waits for news to arrive again hears of it soon. */
  private static final Duration PING_WHILE_WAITING = Duration.ofSeconds(1);

  private final Duration lifetime;
  private final BooleanSupplier arriving;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param lifetime after which a connection is ended, so that its browser signs in again
   * @param arriving whether this process hears of news now
   */
  AlertStream(Duration lifetime, BooleanSupplier arriving) {
    this.lifetime = lifetime;
    this.arriving = arriving;
  }

  /** Adds a connection; returns at once. */
  void open(Connection<M> connection) {
    Listener listener = new Listener(connection);
    listeners.add(listener);
    Thread thread = new Thread(listener::run, "alert-stream");
    thread.setDaemon(true);
    thread.start();
  }

  /** Sends a message to all; returns at once. */
  void publish(M message) {
    listeners.forEach(listener -> listener.offer(message));
  }

  /** How many listen now. */
  int size() {
    return listeners.size();
  }

  @Override
  public void close() {
    closed = true;
    listeners.forEach(Listener::cut);
  }

  private final class Listener {
    private final Connection<M> connection;
    private final BlockingQueue<M> queue = new ArrayBlockingQueue<>(QUEUE);
    private final long deadline = System.nanoTime() + lifetime.toNanos();
    private volatile boolean cut;

    Listener(Connection<M> connection) {
      this.connection = connection;
    }

    void offer(M message) {
      if (!queue.offer(message)) {
        cut();
      }
    }

    void cut() {
      cut = true;
      connection.close();
    }

    void run() {
      try {
        connection.ping();
        while (open()) {
          Duration pause = arriving.getAsBoolean() ? PING : PING_WHILE_WAITING;
          M message = queue.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
          if (message == null) {
            connection.ping();
          } else {
            connection.send(message);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        listeners.remove(this);
        connection.close();
      }
    }

    private boolean open() {
      return !closed && !cut && !connection.gone() && System.nanoTime() < deadline;
    }
  }
}
