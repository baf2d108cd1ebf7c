package org.alprstreams.retention.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.alprstreams.service.access.PublicKeys;
import org.alprstreams.service.access.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

  static final Release RELEASE =
      new Release(
          "release-1",
          "26-117",
          null,
          "Sheriff",
          "CRIMINAL_INVESTIGATION",
          "Sheriff of the next county",
          "Order 5",
          "letter of 2026-11-20",
          "ina",
          "Sheriff",
          Instant.parse("2026-11-23T08:00:00Z"),
          "los-altos-hills 17-21",
          "00");

  private final SigningKey key = SigningKey.generate();
  @TempDir Path directory;
  private Path file;
  private Path publicKey;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("bundle.zip");
    publicKey = directory.resolve("key.pem");
    Files.writeString(publicKey, key.publicPem());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Bundle bundle = new Bundle(bytes, RELEASE, key)) {
      bundle.readBy("neural 3-6a0e4a13");
      bundle.add("reads/0001.json", "{}".getBytes(StandardCharsets.UTF_8));
      bundle.addImage("reads/0001-plate.jpg", new byte[] {1, 2, 3}, new byte[] {1, 2});
      bundle.finish();
    }
    Files.write(file, bytes.toByteArray());
  }

  @Test
  void bundleAsItWasReleasedVerifiesAndSaysWhatItIs() throws IOException {
    // When
    BundleCheck.Verdict verdict = verify();

    // Then
    assertThat(verdict.intact()).isTrue();
    assertThat(verdict.words()).contains("release-1", "26-117", "Sheriff of the next county");
  }

  @Test
  void whateverIsChangedIsNamed() throws IOException {
    // When / Then
    assertThat(after(files -> files.put("reads/0001.json", new byte[] {'['})))
        .contains("reads/0001.json was changed");
    assertThat(after(files -> files.remove("reads/0001-plate.jpg")))
        .contains("reads/0001-plate.jpg is missing");
    assertThat(after(files -> files.put("reads/0002.json", new byte[0])))
        .contains("reads/0002.json was added");
    assertThat(after(files -> files.remove(Bundle.MANIFEST))).contains("manifest.json is missing");
    assertThat(after(files -> files.remove(Bundle.SIGNATURE))).contains("manifest.sig is missing");
    assertThat(after(files -> files.put(Bundle.SIGNATURE, new byte[64]))).contains("not signed");
    assertThat(
            after(
                files ->
                    files.computeIfPresent(
                        Bundle.MANIFEST,
                        (name, json) ->
                            new String(json, StandardCharsets.UTF_8)
                                .replace("next county", "last county")
                                .getBytes(StandardCharsets.UTF_8))))
        .contains("not signed");
  }

  @Test
  void bundleThatBreaksOffIsNone() throws IOException {
    // Given
    byte[] whole = Files.readAllBytes(file);

    // When / Then: wherever it breaks off
    for (int length = 0; length < whole.length; length += 17) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(verify().intact()).as("%d bytes", length).isFalse();
    }
  }

  @Test
  void signatureOfAnotherKeyDoesNotCount() throws IOException {
    // Given
    Files.writeString(publicKey, SigningKey.generate().publicPem());

    // When / Then
    assertThat(verify().words()).contains("not signed with this key");
  }

  private BundleCheck.Verdict verify() throws IOException {
    return BundleCheck.verify(file, PublicKeys.read(List.of(publicKey)));
  }

  /** What the check says after somebody has changed the bundle's files. */
  private String after(Consumer<Map<String, byte[]>> change) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(whole))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    change.accept(files);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
      }
    }
    BundleCheck.Verdict verdict = verify();
    Files.write(file, whole);
    assertThat(verdict.intact()).isFalse();
    return verdict.words();
  }
}
