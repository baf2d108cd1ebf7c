package org.alprstreams.recognition.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void no_worker_serves_two_threads_at_a_time() throws InterruptedException {
    // Given
    AtomicInteger busiest = new AtomicInteger();
    AtomicInteger busy = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(200);
    Workers<Workers.Worker> workers = new Workers<>(2, () -> () -> {});
    // When
    for (int thread = 0; thread < 4; thread++) {
      new Thread(
              () -> {
                for (int i = 0; i < 50; i++) {
                  workers.with(
                      worker -> {
                        busiest.accumulateAndGet(busy.incrementAndGet(), Math::max);
                        Thread.yield();
                        return busy.decrementAndGet();
                      });
                  done.countDown();
                }
              })
          .start();
    }
    // Then
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(busiest.get()).isBetween(1, 2);
  }

  @Test
  void those_made_before_one_fails_are_closed() {
    // Given
    List<String> closed = new ArrayList<>();
    AtomicInteger made = new AtomicInteger();
    // Then
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                new Workers<Workers.Worker>(
                    3,
                    () -> {
                      if (made.incrementAndGet() == 3) {
                        throw new IllegalStateException("no more memory");
                      }
                      return () -> closed.add("closed");
                    }));
    assertThat(closed).hasSize(2);
  }

  @Test
  void a_worker_comes_back_after_a_failure() {
    // Given
    Workers<Workers.Worker> workers = new Workers<>(1, () -> () -> {});
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                workers.with(
                    worker -> {
                      throw new IllegalStateException("broken frame");
                    }));
    // Then
    assertThat(workers.<Integer>with(worker -> 1)).isEqualTo(1);
  }
}
