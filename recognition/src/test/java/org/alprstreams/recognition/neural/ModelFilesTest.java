package org.alprstreams.recognition.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ModelFilesTest {

  private static final byte[] CONTENT = "weights".getBytes(StandardCharsets.UTF_8);

  @Test
  void a_file_that_the_manifest_names_is_read() throws Exception {
    // When
    ModelFiles files =
        new ModelFiles(source("detector.onnx", CONTENT, digest(CONTENT) + "  detector.onnx\n"));
    // Then
    assertThat(files.read("detector.onnx")).isEqualTo(CONTENT);
    assertThat(files.version()).hasSize(8);
  }

  @Test
  void a_damaged_file_is_refused_and_named() throws Exception {
    // Given
    byte[] damaged = "weightz".getBytes(StandardCharsets.UTF_8);
    ModelFiles files =
        new ModelFiles(source("detector.onnx", damaged, digest(CONTENT) + "  detector.onnx\n"));
    // Then
    assertThatIllegalStateException()
        .isThrownBy(() -> files.read("detector.onnx"))
        .withMessageContaining("detector.onnx is damaged")
        .withMessageContaining(digest(CONTENT));
  }

  @Test
  void a_missing_file_says_what_to_do() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new ModelFiles(file -> null))
        .withMessageContaining("models.sha256")
        .withMessageContaining("alpr.recognition.engine=classical");
  }

  @Test
  void a_file_that_is_no_network_is_refused_with_its_name() throws Exception {
    // Given a manifest that is right about a file that is none
    ModelFiles files =
        new ModelFiles(source("detector.onnx", CONTENT, digest(CONTENT) + "  detector.onnx\n"));
    // Then
    assertThatIllegalStateException()
        .isThrownBy(() -> Models.load(files))
        .withMessageContaining("The network detector can't be loaded");
  }

  private static Function<String, InputStream> source(
      String file, byte[] content, String manifest) {
    Map<String, byte[]> files =
        Map.of(file, content, ModelFiles.MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
    return name -> files.containsKey(name) ? new ByteArrayInputStream(files.get(name)) : null;
  }

  private static String digest(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
