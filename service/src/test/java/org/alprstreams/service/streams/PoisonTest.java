package org.alprstreams.service.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PoisonTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new SerializationException("no Frame"), true),
        Arguments.of(new SerializationException("cut off", new EOFException()), true),
        Arguments.of(new IllegalArgumentException("bug"), true),
        Arguments.of(new NullPointerException(), true),
        Arguments.of(new TopicAuthorizationException("denied"), false),
        Arguments.of(new SaslAuthenticationException("denied"), false),
        Arguments.of(new TimeoutException("broker"), false),
        Arguments.of(new SerializationException("registry", new ConnectException()), false),
        Arguments.of(
            new IllegalStateException(new RuntimeException(new InterruptedException())), false));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void recordsAreSkippedOnlyForWhatIsTheirOwnFault(Throwable failure, boolean poison) {
    // When / Then
    assertThat(Poison.is(failure)).isEqualTo(poison);
  }
}
