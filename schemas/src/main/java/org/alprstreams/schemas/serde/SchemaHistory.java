package org.alprstreams.schemas.serde;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Every committed version of each record's schema, oldest first: {@code
 * schema-history/<Record>/<version>.avsc} on the class path, each file self-contained.
 */
public final class SchemaHistory {

  private SchemaHistory() {}

  /**
   * The committed versions of one record's schema.
   *
   * @param recordName simple name of the record, such as {@code Alert}
   * @return oldest first; empty where none is committed
   */
  public static List<Schema> of(String recordName) {
    List<Schema> versions = new ArrayList<>();
    for (int version = 1; ; version++) {
      String path = "/schema-history/" + recordName + "/" + version + ".avsc";
      try (InputStream file = SchemaHistory.class.getResourceAsStream(path)) {
        if (file == null) {
          return List.copyOf(versions);
        }
        versions.add(new Schema.Parser().parse(file));
      } catch (IOException e) {
        throw new UncheckedIOException("Could not read the committed schema " + path + ".", e);
      }
    }
  }
}
