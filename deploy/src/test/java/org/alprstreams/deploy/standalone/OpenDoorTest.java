package org.alprstreams.deploy.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.deploy.Applications;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.config.SettingsLoader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People sign in to a standalone without a password, so no other machine may reach it. */
class OpenDoorTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void standaloneThatOthersReachDoesNotStartWithoutAnIssuer(String host) {
    // When
    ExitCode code = run(Map.of("alpr.http.host", host));

    // Then
    assertThat(code).isEqualTo(ExitCode.BAD_SETTINGS);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("alpr.http.host is " + host, "no password", "alpr.sign-in.issuer");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, alpr.standalone.open-to-network, false",
    "localhost, alpr.standalone.open-to-network, false",
    "0.0.0.0, alpr.standalone.open-to-network, true",
    "0.0.0.0, alpr.sign-in.issuer, https://id.town.example",
  })
  void whoSitsAtTheMachineOrAsksForPasswordsIsLetIn(String host, String key, String value) {
    assertThatCode(
            () ->
                OpenDoor.refuse(
                    loader().commandLine(Map.of("alpr.http.host", host, key, value)).load()))
        .doesNotThrowAnyException();
  }

  private ExitCode run(Map<String, String> settings) {
    Map<String, String> pairs = new HashMap<>(settings);
    pairs.put("alpr.service.data-directory", directory.resolve("data").toString());
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new Standalone(loader(), pairs, out, out).run(List.of());
  }

  private static SettingsLoader loader() {
    return new SettingsLoader().mappings(Applications.settings());
  }
}
