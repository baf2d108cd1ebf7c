package org.alprstreams.retention.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerSignatureTest {

  private static final String SECRET = "a secret of thirty-two characters";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final PeerSignature signature = new PeerSignature(SECRET, CLOCK);
  private final String signed = signature.sign("token", BODY);

  @Test
  void whatAnInstanceSignedIsValidForHalfAMinute() {
    assertThat(at(Duration.ofSeconds(30)).valid(signed, "token", BODY)).isTrue();
    assertThat(at(Duration.ofSeconds(-30)).valid(signed, "token", BODY)).isTrue();
    assertThat(at(Duration.ofSeconds(31)).valid(signed, "token", BODY)).isFalse();
    assertThat(at(Duration.ofSeconds(-31)).valid(signed, "token", BODY)).isFalse();
  }

  @Test
  void anotherBodyTokenOrSecretIsRefused() {
    byte[] other = "[]".getBytes(StandardCharsets.UTF_8);
    assertThat(signature.valid(signed, "token", other)).isFalse();
    assertThat(signature.valid(signed, "other", BODY)).isFalse();
    assertThat(signature.valid(signed, null, BODY)).isFalse();
    assertThat(
            new PeerSignature("another secret of thirty-two chars", CLOCK)
                .valid(signed, "token", BODY))
        .isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", ":", "1", "1:", "x:00", "1:zz", "9223372036854775807:00"})
  void whatIsNoSignatureIsRefused(String header) {
    assertThat(signature.valid(header, "token", BODY)).isFalse();
  }

  @Test
  void shortSecretIsRefusedWithoutBeingQuoted() {
    assertThatThrownBy(() -> new PeerSignature("hush", CLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alpr.retention.peer-secret")
        .hasMessageNotContaining("hush");
  }

  private static PeerSignature at(Duration later) {
    return new PeerSignature(SECRET, Clock.offset(CLOCK, later));
  }
}
