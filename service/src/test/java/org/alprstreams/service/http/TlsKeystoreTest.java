package org.alprstreams.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsKeystoreTest {

  private static final String PASSWORD = "correct horse";

  @TempDir Path directory;

  @Test
  void aServerOpensWithItsKeystore() throws Exception {
    try (HttpServer server = server(keystore(), Optional.of(PASSWORD))) {
      server.open();

      assertThat(server.port()).isPositive();
    }
  }

  @Test
  void aWrongPasswordIsNamed() throws Exception {
    Path keystore = keystore();

    assertRefused(keystore, Optional.of("battery staple"), "alpr.http.tls.keystore-password");
    assertThatThrownBy(() -> server(keystore, Optional.of("battery staple")))
        .hasMessageNotContaining("battery staple")
        .hasMessageNotContaining("port");
  }

  @Test
  void aPasswordThatIsMissingIsNamed() throws Exception {
    assertRefused(keystore(), Optional.empty(), "alpr.http.tls.keystore-password is missing");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertRefused(directory.resolve("none.p12"), Optional.of(PASSWORD), "which is not there");
  }

  @Test
  void aFileThatIsNoKeystoreIsNamed() throws Exception {
    Path pem = Files.writeString(directory.resolve("server.pem"), "-----BEGIN CERTIFICATE-----");

    assertRefused(pem, Optional.of(PASSWORD), "cannot be read as a PKCS#12 keystore");
  }

  @Test
  void aKeystoreWithoutAKeyIsNamed() throws Exception {
    // Given
    Path empty = directory.resolve("empty.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (OutputStream out = Files.newOutputStream(empty)) {
      store.store(out, PASSWORD.toCharArray());
    }

    // When / Then
    assertRefused(empty, Optional.of(PASSWORD), "has no private key");
  }

  @Test
  void whatElseKeepsAServerFromStartingIsNoMatterOfPorts() throws Exception {
    // Given a keystore that is spoilt after it was checked
    Path keystore = keystore();
    try (HttpServer server = server(keystore, Optional.of(PASSWORD))) {
      Files.writeString(keystore, "spoilt");

      // When / Then
      assertThatThrownBy(server::open)
          .hasMessageContaining("cannot start")
          .hasMessageContaining("JavalinException")
          .hasMessageNotContaining("free port");
    }
  }

  private static void assertRefused(Path keystore, Optional<String> password, String problem) {
    assertThatThrownBy(() -> server(keystore, password))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("alpr.http.tls.keystore")
        .hasMessageContaining(keystore.toString())
        .hasMessageContaining(problem);
  }

  private static HttpServer server(Path keystore, Optional<String> password) {
    Map<String, String> pairs =
        new HashMap<>(Map.of("alpr.http.port", "0", "alpr.http.tls.keystore", keystore.toString()));
    password.ifPresent(word -> pairs.put("alpr.http.tls.keystore-password", word));
    return new HttpServer(Settings.of(pairs).of(HttpSettings.class), context -> null);
  }

  /** Java makes certificates by its tool only. */
  private Path keystore() throws Exception {
    Path file = directory.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor())
        .as("keytool: %s", Files.readString(directory.resolve("keytool.log")))
        .isZero();
    return file;
  }
}
