package org.alprstreams.schemas.serde;

import java.util.stream.Stream;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.ListedEntries;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Records whose schemas are committed version by version: other releases read what one wrote. */
final class CommittedTypes {

  private CommittedTypes() {}

  /** Those of topics, and those that only lie in state stores and their changelogs. */
  static Stream<Schema> schemas() {
    return Stream.concat(
            Topics.all().stream().map(Topic::valueType),
            Stream.of(CameraPassages.class, ListedEntries.class))
        .map(SpecificData.get()::getSchema);
  }
}
