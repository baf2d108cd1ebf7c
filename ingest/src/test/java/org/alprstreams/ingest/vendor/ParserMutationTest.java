package org.alprstreams.ingest.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever is sent, a parser answers or refuses; it never throws anything else, nor tells a plate.
 */
class ParserMutationTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1e309",
          "1.5",
          "99999999999999999999",
          "\"\"",
          "\"NaN\"",
          "\"0x1p3\"",
          "\"-\"",
          "\"\\u0000\"",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "\"us-\"",
          "\"Ⅷ\"");

  @Provide
  Arbitrary<String> samples() {
    return Arbitraries.of(
        "rekor-group.json",
        "rekor-heartbeat.json",
        "plate-recognizer.json",
        "plate-recognizer-vehicle.json",
        "axis-new.json",
        "axis-lost.json",
        "hikvision-anpr.xml");
  }

  @Property(tries = 1000)
  void bytesChangedAnywhere(@ForAll("samples") String sample, @ForAll long seed) {
    // Given
    Random random = new Random(seed);
    byte[] bytes = Samples.text(sample).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    byte[] cut =
        java.util.Arrays.copyOf(
            bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);

    // When / Then
    survives(sample, cut);
  }

  @Property(tries = 1000)
  void valuesReplacedAnywhere(@ForAll("samples") String sample, @ForAll long seed)
      throws Exception {
    if (sample.endsWith(".xml")) {
      return;
    }
    // Given
    Random random = new Random(seed);
    JsonNode root = JSON.readTree(Samples.text(sample));
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<JsonNode> parents = parents(root);
      JsonNode parent = parents.get(random.nextInt(parents.size()));
      JsonNode value = JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
      if (parent instanceof ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (!names.isEmpty()) {
          object.set(names.get(random.nextInt(names.size())), value);
        }
      } else if (parent instanceof ArrayNode array && !array.isEmpty()) {
        array.set(random.nextInt(array.size()), value);
      }
    }

    // When / Then
    survives(sample, JSON.writeValueAsBytes(root));
  }

  private static List<JsonNode> parents(JsonNode node) {
    List<JsonNode> found = new ArrayList<>();
    if (node.isContainerNode()) {
      found.add(node);
      node.forEach(child -> found.addAll(parents(child)));
    }
    return found;
  }

  private static void survives(String sample, byte[] document) {
    try {
      assertThat(ParsersTest.format(sample).parser().parse(EventBody.of(document))).isNotNull();
    } catch (EventRefused e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("SMP0", "smp0");
    }
  }
}
