package org.alprstreams.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.alprstreams.service.config.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

  /** As openssl writes a key: the encodings of RFC 8410 around the first test key of RFC 8032. */
  private static final String OF_OPENSSL =
      pem(
              "PRIVATE KEY",
              "302e020100300506032b657004220420"
                  + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
          + pem(
              "PUBLIC KEY",
              "302a300506032b6570032100"
                  + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

  @TempDir Path directory;

  @Test
  void keyOfOpensslIsRead() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("key.pem"), OF_OPENSSL);

    // When
    SigningKey key = SigningKey.read(file);

    // Then: openssl pkey -pubin -outform DER | sha256sum
    assertThat(key.id())
        .isEqualTo("06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9");
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

  @Test
  void keyThatWasNotMountedIsToldFromOneThatIsBroken() throws IOException {
    // Given: what containers see of a file that is not there, and a directory made in its place
    Path missing = directory.resolve("missing.pem");
    Path made = Files.createDirectory(directory.resolve("made.pem"));

    // When / Then
    for (Path file : List.of(missing, made)) {
      assertThatThrownBy(() -> SigningKey.read(file))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("alpr.access-log.signing-key is " + file)
          .hasMessageContaining("no such file: mount the key there");
    }
  }

  private static String pem(String label, String hexadecimal) {
    byte[] encoded = HexFormat.of().parseHex(hexadecimal);
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(label, Base64.getEncoder().encodeToString(encoded));
  }
}
