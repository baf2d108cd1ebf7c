package org.alprstreams.deploy.command;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.ServiceMain;
import org.alprstreams.service.config.RegistrySettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.alprstreams.service.topics.RetentionSchedule;
import org.alprstreams.service.topics.TopicSettings;

/**
 * What a command needs that talks to Kafka.
 *
 * @param settings typed settings
 * @param policy the usage policy in force
 * @param kafka makes clients
 * @param clock the time
 * @param user who gives the command, for the record
 */
record Session(
    Settings settings, UsagePolicy policy, KafkaClients kafka, Clock clock, String user) {

  /** How far back kept reads may be looked at for a new hotlist entry; zero where never. */
  Duration longestLookBack() {
    return RetentionSchedule.of(policy, settings.of(TopicSettings.class)).longestLookBack();
  }

  static Session open(SettingsOptions options) throws IOException {
    Settings settings = options.load();
    RecordSerdes serdes =
        RecordSerdes.registry(RegistrySettings.serdeConfig(settings.of(RegistrySettings.class)));
    return new Session(
        settings,
        ServiceMain.policy(settings),
        new ContactedKafka(new SettingsKafkaClients(settings, serdes), new FirstContact(settings)),
        Clock.systemUTC(),
        System.getProperty("user.name"));
  }
}
