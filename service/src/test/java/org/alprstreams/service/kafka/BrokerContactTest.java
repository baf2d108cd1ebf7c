package org.alprstreams.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.alprstreams.service.health.HealthState.Level;
import org.junit.jupiter.api.Test;

class BrokerContactTest {

  private final AtomicLong now = new AtomicLong();
  private final BrokerContact contact = new BrokerContact(Duration.ofSeconds(10), now::get);

  @Test
  void isThereBeforeAnythingIsKnown() {
    after(60);

    assertThat(contact.lost()).isEmpty();
  }

  @Test
  void isThereWhileAnswersCome() {
    // Given
    for (double answers = 1; answers < 5; answers++) {
      contact.note(Map.of("node-1", answers));
      after(9);
    }

    // Then
    assertThat(contact.lost()).isEmpty();
  }

  @Test
  void isLostWhenNoneHasComeForTooLongAndBackWithTheNext() {
    // Given
    contact.note(Map.of("node-1", 7.0));
    after(6);
    contact.note(Map.of("node-1", 7.0));
    after(6);

    // When / Then
    assertThat(contact.lost())
        .hasValueSatisfying(
            state -> {
              assertThat(state.level()).isEqualTo(Level.DOWN);
              assertThat(state.detail()).contains("12 s", "alpr.kafka.bootstrap-servers");
            });

    // When
    contact.note(Map.of("node-1", 8.0));

    // Then
    assertThat(contact.lost()).isEmpty();
  }

  @Test
  void isLostWhenOneOfSeveralIsSilent() {
    // Given
    contact.note(Map.of("node-1", 1.0, "node-2", 1.0));
    after(6);
    contact.note(Map.of("node-1", 2.0, "node-2", 1.0));
    after(6);

    // When / Then
    assertThat(contact.lost()).isPresent();

    // When another broker has taken over
    contact.note(Map.of("node-1", 3.0, "node-3", 0.0));

    // Then
    assertThat(contact.lost()).isEmpty();
  }

  @Test
  void aCountThatBeganAnewIsNoAnswer() {
    // Given a metric that Kafka has dropped for want of use, and made again
    contact.note(Map.of("node-1", 900.0));
    after(11);

    // When
    contact.note(Map.of("node-1", 0.0));

    // Then
    assertThat(contact.lost()).isPresent();
  }

  private void after(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
