package org.alprstreams.schemas.serde;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Adds the current version of every schema that changed to {@code schema-history}: run it from the
 * module's folder after a schema was changed on purpose, and commit what it writes.
 */
final class WriteSchemaHistory {

  private WriteSchemaHistory() {}

  public static void main(String[] args) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Path root = Path.of("src/main/resources/schema-history");
    for (Schema current : CommittedTypes.schemas().toList()) {
      List<Schema> history = SchemaHistory.of(current.getName());
      if (history.isEmpty() || !history.get(history.size() - 1).equals(current)) {
        Path file = root.resolve(current.getName()).resolve((history.size() + 1) + ".avsc");
        Files.createDirectories(file.getParent());
        json.writeValue(file.toFile(), json.readTree(current.toString()));
      }
    }
  }
}
