package org.alprstreams.console.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertStreamTest {

  private final AlertStream<String> stream = new AlertStream<>(Duration.ofMinutes(1), () -> true);

  @AfterEach
  void close() {
    stream.close();
  }

  /** A browser; a stuck one blocks in its first message until it is cut off. */
  private static final class Browser implements AlertStream.Connection<String> {
    final List<String> received = new CopyOnWriteArrayList<>();
    final CountDownLatch closed = new CountDownLatch(1);
    final boolean stuck;
    volatile int pings;

    Browser(boolean stuck) {
      this.stuck = stuck;
    }

    @Override
    public void send(String message) {
      if (stuck) {
        try {
          closed.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return;
      }
      received.add(message);
    }

    @Override
    public void ping() {
      pings = pings + 1;
    }

    @Override
    public boolean gone() {
      return closed.getCount() == 0;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void everyBrowserGetsEveryMessageInOrder() {
    Browser one = new Browser(false);
    Browser two = new Browser(false);
    stream.open(one);
    stream.open(two);

    stream.publish("first");
    stream.publish("second");

    await().untilAsserted(() -> assertThat(one.received).containsExactly("first", "second"));
    await().untilAsserted(() -> assertThat(two.received).containsExactly("first", "second"));
    assertThat(one.pings).isPositive();
  }

  @Test
  void aBrowserThatDoesNotReadDelaysNobodyAndIsCutOff() {
    // Given one browser that is stuck and one that reads
    Browser stuck = new Browser(true);
    Browser reading = new Browser(false);
    stream.open(stuck);
    stream.open(reading);

    // When more is published than any queue holds, each after the reader took the one before
    for (int i = 0; i < 300; i++) {
      stream.publish("alert " + i);
      int sent = i + 1;
      await()
          .pollInterval(Duration.ofMillis(1))
          .untilAsserted(() -> assertThat(reading.received).hasSize(sent));
    }

    // Then the reader has all of it, and the stuck one is gone
    assertThat(stuck.gone()).isTrue();
    await().untilAsserted(() -> assertThat(stream.size()).isEqualTo(1));
  }

  @Test
  void aConnectionEndsAfterItsLifetimeSoThatTheBrowserSignsInAgain() {
    AlertStream<String> brief = new AlertStream<>(Duration.ZERO, () -> true);
    Browser browser = new Browser(false);

    brief.open(browser);

    await().untilAsserted(() -> assertThat(browser.gone()).isTrue());
    await().untilAsserted(() -> assertThat(brief.size()).isZero());
  }

  @Test
  void whileNothingArrivesSignsOfLifeComeMoreOften() {
    // Given a process that hears of no alerts
    AlertStream<String> waiting = new AlertStream<>(Duration.ofMinutes(1), () -> false);
    Browser browser = new Browser(false);

    // When
    waiting.open(browser);

    // Then the browser has a second sign long before the ten seconds between two are over
    await().atMost(Duration.ofSeconds(8)).until(() -> browser.pings > 1);
    waiting.close();
  }

  @Test
  void closingTheStreamClosesEveryConnection() {
    Browser browser = new Browser(false);
    stream.open(browser);

    stream.close();

    assertThat(browser.gone()).isTrue();
  }
}
