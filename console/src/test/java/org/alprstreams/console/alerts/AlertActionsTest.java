package org.alprstreams.console.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.AlertActionKind;
import org.alprstreams.schemas.policy.AlertCheck;
import org.junit.jupiter.api.Test;

class AlertActionsTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now.get();
        }
      };
  private final AlertActions actions =
      new AlertActions(EnumSet.allOf(AlertCheck.class), Duration.ofHours(1), clock);

  @Test
  void anActionIsNewsOnce() {
    // When / Then
    assertThat(actions.put(action("1"), NOON)).isTrue();
    assertThat(actions.put(action("1"), NOON)).isFalse();
    assertThat(actions.put(action("2"), NOON)).isTrue();
    assertThat(actions.of("a").size()).isEqualTo(2);
    assertThat(actions.of("b").size()).isZero();
  }

  @Test
  void whatWasDoneIsForgottenWithItsAlert() {
    // Given an action on an alert exactly as old as the board reaches
    actions.put(action("1"), NOON.minus(Duration.ofHours(1)));
    assertThat(actions.of("a").size()).isEqualTo(1);

    // When a millisecond passes without any traffic
    now.set(NOON.plusMillis(1));

    // Then it is gone, and does not come back
    assertThat(actions.of("a").size()).isZero();
    assertThat(actions.put(action("1"), NOON.minus(Duration.ofHours(1)))).isFalse();
  }

  @Test
  void whoeverWaitsForAnActionIsToldWhenItComesAndWhenItDoesNot() throws Exception {
    // Given
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return actions.await("a", "1", Duration.ofSeconds(30));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    // When
    actions.put(action("1"), NOON);

    // Then
    assertThat(waiting.get()).isTrue();
    assertThat(actions.await("a", "2", Duration.ofMillis(1))).isFalse();
  }

  private static AlertAction action(String actionId) {
    return AlertAction.newBuilder()
        .setActionId(actionId)
        .setAlertId("a")
        .setKind(AlertActionKind.IMAGE_CHECK)
        .setPassed(true)
        .setUsername("dana")
        .setOrganisation("Sheriff")
        .setAt(NOON)
        .build();
  }
}
