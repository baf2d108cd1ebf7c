package org.alprstreams.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alprstreams.service.config.SettingsLoader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceMainTest {

  @TempDir Path directory;

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("alpr.http.prot", "1", ExitCode.BAD_SETTINGS, "did you mean alpr.http.port?"),
        Arguments.of("alpr.http.port", "-1", ExitCode.BAD_SETTINGS, "alpr.http.port"),
        Arguments.of(
            "alpr.http.tls.keystore",
            "nowhere.p12",
            ExitCode.BAD_SETTINGS,
            "alpr.http.tls.keystore names nowhere.p12, which is not there"),
        Arguments.of("alpr.service.policy", "nowhere.yaml", ExitCode.BAD_SETTINGS, "nowhere.yaml"),
        Arguments.of(
            "alpr.sign-in.issuer", "https://x", ExitCode.BAD_SETTINGS, "alpr.sign-in.jwks-uri"),
        Arguments.of(
            "alpr.topics.timeout", "1s", ExitCode.FAILURE, "alpr.kafka.bootstrap-servers"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureHasItsCodeAndSaysWhatToDo(String key, String value, ExitCode code, String message) {
    // Given: nothing listens on the discard port
    Map<String, String> pairs =
        new HashMap<>(
            Map.of(
                "alpr.kafka.bootstrap-servers",
                "127.0.0.1:9",
                "alpr.service.data-directory",
                directory.toString()));
    pairs.put(key, value);
    ByteArrayOutputStream errors = new ByteArrayOutputStream();

    // When
    ExitCode ended =
        new ServiceMain(new PrintStream(errors, true, StandardCharsets.UTF_8))
            .run(
                new SettingsLoader()
                    .mappings(ServiceMain.mappings(List.of()))
                    .workingDirectory(directory)
                    .commandLine(pairs),
                List.of(),
                runtime -> runtime.stop());

    // Then
    assertThat(ended).isEqualTo(code);
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains(message);
  }
}
