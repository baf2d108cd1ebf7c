package org.alprstreams.service.topics;

import static org.alprstreams.schemas.topic.DataClass.IMAGE;
import static org.alprstreams.schemas.topic.DataClass.READ;
import static org.alprstreams.schemas.topic.DataClass.TRANSIENT;
import static org.alprstreams.schemas.topic.DataClass.UNTIL_REMOVED;

import java.util.List;
import java.util.Optional;
import org.alprstreams.schemas.topic.DataClass;
import org.alprstreams.service.topics.InternalTopic.Kind;

/**
 * Every internal topic of every application, with the class of what it holds: a process checks them
 * all, those of others too. A test builds all topologies and compares.
 */
public final class InternalTopics {

  private static final String WAITING = "waiting-look-backs";

  private static final List<InternalTopic> ALL =
      List.of(
          table("alpr-matching", "passages", TRANSIENT),
          table("alpr-matching", "passage-images", TRANSIENT),
          table("alpr-matching", WAITING, TRANSIENT),
          table("alpr-matching", "raised-alerts", READ),
          table("alpr-matching", "copied-partial-entries", UNTIL_REMOVED),
          table("alpr-matching", "hotlist-by-plate-key", UNTIL_REMOVED),
          // The one repartition topic: listed plates, never reads.
          new InternalTopic(
              "alpr-matching-hotlist-by-plate-key-repartition", UNTIL_REMOVED, Kind.REPARTITION),
          windows("alpr-retention", "reads-by-plate", READ),
          windows("alpr-retention", "reads-by-camera", READ),
          windows("alpr-retention", "read-images", IMAGE),
          table("alpr-retention", WAITING, TRANSIENT));

  private InternalTopics() {}

  /** All of them, by application. */
  public static List<InternalTopic> all() {
    return ALL;
  }

  /**
   * Changelogs of what waits, and is to be buried like the topics of reads once it has waited for
   * as long as it may.
   */
  public static List<InternalTopic> waiting() {
    return ALL.stream().filter(topic -> topic.name().endsWith(changelog("", WAITING))).toList();
  }

  static Optional<InternalTopic> find(String name) {
    return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }

  private static InternalTopic table(String application, String store, DataClass dataClass) {
    return new InternalTopic(changelog(application, store), dataClass, Kind.TABLE);
  }

  private static InternalTopic windows(String application, String store, DataClass dataClass) {
    return new InternalTopic(changelog(application, store), dataClass, Kind.WINDOWS);
  }

  private static String changelog(String application, String store) {
    return application + "-" + store + "-changelog";
  }
}
