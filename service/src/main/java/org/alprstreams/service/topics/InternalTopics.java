package org.alprstreams.service.topics;

import static org.alprstreams.schemas.topic.DataClass.IMAGE;
import static org.alprstreams.schemas.topic.DataClass.READ;
import static org.alprstreams.schemas.topic.DataClass.TRANSIENT;
import static org.alprstreams.schemas.topic.DataClass.UNTIL_REMOVED;

import java.util.List;
import java.util.Optional;
import org.alprstreams.schemas.topic.DataClass;

/**
 * Every internal topic of every application, with the class of what it holds: a process checks them
 * all, those of others too. A test builds all topologies and compares.
 */
public final class InternalTopics {

  private static final List<InternalTopic> ALL =
      List.of(
          changelog("alpr-matching", "passages", TRANSIENT),
          changelog("alpr-matching", "passage-images", TRANSIENT),
          changelog("alpr-matching", "waiting-look-backs", TRANSIENT),
          changelog("alpr-matching", "raised-alerts", READ),
          changelog("alpr-matching", "copied-partial-entries", UNTIL_REMOVED),
          changelog("alpr-matching", "hotlist-by-plate-key", UNTIL_REMOVED),
          // The one repartition topic: listed plates, never reads.
          new InternalTopic("alpr-matching-hotlist-by-plate-key-repartition", UNTIL_REMOVED),
          changelog("alpr-retention", "reads-by-plate", READ),
          changelog("alpr-retention", "reads-by-camera", READ),
          changelog("alpr-retention", "read-images", IMAGE),
          changelog("alpr-retention", "waiting-look-backs", TRANSIENT));

  private InternalTopics() {}

  /** All of them, by application. */
  public static List<InternalTopic> all() {
    return ALL;
  }

  static Optional<InternalTopic> find(String name) {
    return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }

  private static InternalTopic changelog(String application, String store, DataClass dataClass) {
    return new InternalTopic(application + "-" + store + "-changelog", dataClass);
  }
}
