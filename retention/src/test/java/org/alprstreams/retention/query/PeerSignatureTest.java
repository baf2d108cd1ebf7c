package org.alprstreams.retention.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.alprstreams.retention.query.PeerSignature.Verdict;
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
    for (int seconds : new int[] {30, -30}) {
      assertThat(at(Duration.ofSeconds(seconds)).check(signed, "token", BODY))
          .isEqualTo(Verdict.OURS);
    }
  }

  /** One that was frozen finds such questions when it goes on: nobody has done wrong. */
  @Test
  void whatAnInstanceSignedEarlierIsOutOfTimeAndNotFalse() {
    for (int seconds : new int[] {31, -31, 100_000}) {
      assertThat(at(Duration.ofSeconds(seconds)).check(signed, "token", BODY))
          .isEqualTo(Verdict.OUT_OF_TIME);
      assertThat(at(Duration.ofSeconds(seconds)).check(signed, "other", BODY))
          .isEqualTo(Verdict.FALSE);
    }
  }

  @Test
  void anotherBodyTokenOrSecretIsRefused() {
    byte[] other = "[]".getBytes(StandardCharsets.UTF_8);
    assertThat(signature.check(signed, "token", other)).isEqualTo(Verdict.FALSE);
    assertThat(signature.check(signed, "other", BODY)).isEqualTo(Verdict.FALSE);
    assertThat(signature.check(signed, null, BODY)).isEqualTo(Verdict.FALSE);
    assertThat(
            new PeerSignature("another secret of thirty-two chars", CLOCK)
                .check(signed, "token", BODY))
        .isEqualTo(Verdict.FALSE);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", ":", "1", "1:", "x:00", "1:zz", "9223372036854775807:00"})
  void whatIsNoSignatureIsRefused(String header) {
    assertThat(signature.check(header, "token", BODY)).isEqualTo(Verdict.FALSE);
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
