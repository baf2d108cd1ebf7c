package org.alprstreams.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.alprstreams.deploy.standalone.AccessLogKey;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.access.ExportWriter;
import org.alprstreams.service.access.SigningKey;
import org.alprstreams.service.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  @TempDir Path directory;
  private final SigningKey key = SigningKey.generate();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void exportIsVerifiedWithoutABroker() throws IOException {
    // Given
    Path export = export();

    // When
    int code = execute("audit", "verify", export.toString(), "--public-key", publicKey());

    // Then
    assertThat(code).isEqualTo(ExitCode.CLEAN.code());
    assertThat(out.toString()).startsWith("Intact: 0 records");
  }

  @Test
  void badExportEndsWithAFailureThatNamesTheLine() throws IOException {
    // Given
    Path export = export();
    Files.writeString(export, Files.readString(export) + "{\"type\":\"record\"}\n");

    // When
    int code = execute("audit", "verify", export.toString(), "--public-key", publicKey());

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE.code());
    assertThat(out.toString()).startsWith("Line 2 ");
  }

  @Test
  void fileThatIsNoKeyIsNamed() throws IOException {
    // Given
    Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");

    // When
    int code = execute("audit", "verify", export().toString(), "--public-key", nonsense.toString());

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE.code());
    assertThat(err.toString()).contains("nonsense.pem", "no public key");
  }

  @Test
  void verifyingWithoutAKeyAndLookingWithoutAGroundAreUsageErrors() {
    assertThat(execute("audit", "verify", "export.jsonl")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("--public-key");
    assertThat(execute("audit", "subject", "8ABC123")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("--case", "--reason");
    assertThat(execute("audit", "sample")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("--seed");
    assertThat(execute("audit", "report", "--from", "yesterday")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("yesterday", "2026-01-01T00:00:00Z");
  }

  @Test
  void publicKeyIsPrintedSoThatVerifyTakesIt() throws IOException {
    // Given
    Path secret = Files.writeString(directory.resolve("key.pem"), key.secretPem());

    // When
    int code = execute("audit", "key", "--set", "alpr.access-log.signing-key=" + secret);

    // Then
    assertThat(code).isEqualTo(ExitCode.CLEAN.code());
    assertThat(out.toString()).contains(key.publicPem(), key.id()).doesNotContain("PRIVATE");
    Path printed = Files.writeString(directory.resolve("printed.pem"), out.toString());
    assertThat(execute("audit", "verify", export().toString(), "--public-key", printed.toString()))
        .isEqualTo(ExitCode.CLEAN.code());
  }

  @Test
  void keyThatIsNotThereIsABadSetting() {
    int code = execute("audit", "key", "--set", "alpr.service.data-directory=" + directory);
    assertThat(code).isEqualTo(ExitCode.BAD_SETTINGS.code());
    assertThat(err.toString()).contains("alpr.access-log.signing-key");
  }

  @Test
  void standaloneMakesItsKeyOnceAndCommandsFindIt() throws IOException {
    // Given
    Settings settings =
        Settings.of(Map.of("alpr.service.data-directory", directory.resolve("data").toString()));

    // When
    Map<String, String> before = AccessLogKey.complete(Map.of(), settings, false);
    Map<String, String> made = AccessLogKey.complete(Map.of(), settings, true);
    Map<String, String> found = AccessLogKey.complete(Map.of(), settings, false);

    // Then
    assertThat(before).isEmpty();
    assertThat(found).isEqualTo(made).hasSize(1);
    assertThat(SigningKey.read(Path.of(found.get("alpr.access-log.signing-key")))).isNotNull();
  }

  private Path export() throws IOException {
    Path file = directory.resolve("export.jsonl");
    Files.deleteIfExists(file);
    try (ExportWriter out = new ExportWriter(file)) {
      out.finish(NOW, null, null);
    }
    return file;
  }

  private String publicKey() throws IOException {
    return Files.writeString(directory.resolve("public.pem"), key.publicPem()).toString();
  }

  private int execute(String... arguments) {
    return AlprCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
