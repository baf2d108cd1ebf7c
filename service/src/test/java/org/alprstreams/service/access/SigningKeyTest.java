package org.alprstreams.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alprstreams.service.config.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

  /** Made by: openssl genpkey -algorithm ed25519; openssl pkey -pubout. */
  private static final String OF_OPENSSL =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIAeQpgmXFyLoYuLyMgWJzN3FZJjXjZWH9j49xIDZR0jY
      -----END PRIVATE KEY-----
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEA7EvJ8yFU1V+EvRqL8CYHle/fEKBLUHBgM2QjIvwT1vY=
      -----END PUBLIC KEY-----
      """;

  @TempDir Path directory;

  @Test
  void keyOfOpensslIsRead() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("key.pem"), OF_OPENSSL);

    // When
    SigningKey key = SigningKey.read(file);

    // Then: openssl pkey -pubin -outform DER | sha256sum
    assertThat(key.id())
        .isEqualTo("f42fe40ae4e57805ba8336e9583bcb93556c09afd68b8a77973808aa1ea7fd54");
    assertThat(PublicKeys.read(List.of(file))).isNotNull();
  }

  @Test
  void keyOfOursIsReadBack() throws IOException {
    // Given
    SigningKey made = SigningKey.generate();
    Path file = Files.writeString(directory.resolve("key.pem"), made.secretPem());

    // When
    SigningKey read = SigningKey.read(file);

    // Then
    assertThat(read.id()).isEqualTo(made.id());
    assertThat(read.publicPem()).isEqualTo(made.publicPem()).doesNotContain("PRIVATE");
  }

  @Test
  void publicKeyOfAnotherIsRefused() throws IOException {
    // Given
    SigningKey one = SigningKey.generate();
    String privateOnly = one.secretPem().replace(one.publicPem(), "");
    Path file =
        Files.writeString(
            directory.resolve("key.pem"), privateOnly + SigningKey.generate().publicPem());

    // When / Then
    assertThatThrownBy(() -> SigningKey.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("does not belong");
  }

  @Test
  void fileWithoutAKeyIsRefusedWithHowToMakeOne() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("key.pem"), "nonsense");

    // When / Then
    assertThatThrownBy(() -> SigningKey.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("openssl genpkey");
    assertThatThrownBy(() -> PublicKeys.read(List.of(file)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}
