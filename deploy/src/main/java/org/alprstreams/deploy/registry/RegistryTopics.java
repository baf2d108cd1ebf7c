package org.alprstreams.deploy.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics a registry with kafkasql storage keeps its schemas in. They hold no personal data and
 * must never lose a record: the journal is replayed from its beginning at every start, and an id
 * that changed would make every record written with it unreadable.
 */
public final class RegistryTopics {

  /** Every change, in order: one partition, never compacted, kept for ever. */
  public static final String JOURNAL = "kafkasql-journal";

  /** Where a snapshot stands in the journal. */
  public static final String SNAPSHOTS = "kafkasql-snapshots";

  /** Notices to others; nobody reads them here, so a day is plenty. */
  public static final String EVENTS = "registry-events";

  private static final Map<String, String> FOR_EVER =
      Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
  private static final Map<String, String> ONE_DAY =
      Map.of("cleanup.policy", "delete", "retention.ms", "86400000");

  private RegistryTopics() {}

  /** Creates those that are missing, with the broker's default replication. */
  public static void provision(Admin admin) {
    for (NewTopic topic :
        List.of(topic(JOURNAL, FOR_EVER), topic(SNAPSHOTS, FOR_EVER), topic(EVENTS, ONE_DAY))) {
      create(admin, topic);
    }
  }

  private static NewTopic topic(String name, Map<String, String> config) {
    return new NewTopic(name, Optional.of(1), Optional.empty()).configs(config);
  }

  private static void create(Admin admin, NewTopic topic) {
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new RegistryException("The topic " + topic.name() + " could not be made", e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException("Interrupted while making the topic " + topic.name(), e);
    }
  }
}
