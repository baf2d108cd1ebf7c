package org.alprstreams.schemas.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Town's policy file, to be spoilt or changed field by field and read again. */
final class PolicyFile {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final ObjectNode root;

  private PolicyFile(ObjectNode root) {
    this.root = root;
  }

  static PolicyFile ofTheTown() throws IOException {
    try (var in = UsagePolicy.class.getResourceAsStream("/policy/los-altos-hills.yaml")) {
      return new PolicyFile((ObjectNode) YAML.readTree(in));
    }
  }

  /** Sets the field at a path such as {@code /retention/reads} to a value written in YAML. */
  PolicyFile with(String pointer, String value) throws IOException {
    var node = YAML.readTree(value);
    var parent = parent(pointer);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(field(pointer)), node);
    } else {
      ((ObjectNode) parent).set(field(pointer), node);
    }
    return this;
  }

  PolicyFile without(String pointer) {
    ((ObjectNode) parent(pointer)).remove(field(pointer));
    return this;
  }

  Path write(Path file) throws IOException {
    return Files.writeString(file, YAML.writeValueAsString(root));
  }

  UsagePolicy load(Path folder) throws IOException {
    return UsagePolicy.load(List.of(write(folder.resolve("town.yaml"))));
  }

  private JsonNode parent(String pointer) {
    return root.at(pointer.substring(0, pointer.lastIndexOf('/')));
  }

  private static String field(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }
}
