package org.alprstreams.service.access;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.kafka.KafkaClients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens access logs as the settings say: signed where they name a key. */
public final class AccessLogs {

  private static final Logger LOG = LoggerFactory.getLogger(AccessLogs.class);

  private final KafkaClients kafka;
  private final AccessLogSettings settings;
  private final Optional<SigningKey> key;
  private final Path directory;
  private final UsagePolicy policy;
  private final Clock clock;

  /**
   * @param policy the usage policy in force, whose version each record names
   * @throws SettingsException if the signing key cannot be read or the interval is none
   */
  public AccessLogs(Settings settings, KafkaClients kafka, UsagePolicy policy, Clock clock) {
    this.kafka = kafka;
    this.settings = settings.of(AccessLogSettings.class);
    if (this.settings.checkpointInterval().toMillis() <= 0) {
      throw new SettingsException(
          List.of(
              "alpr.access-log.checkpoint-interval is "
                  + this.settings.checkpointInterval()
                  + ", must be a millisecond or longer"));
    }
    this.key = this.settings.signingKey().map(SigningKey::read);
    this.directory = settings.of(ServiceSettings.class).dataDirectory().resolve("access-log");
    this.policy = policy;
    this.clock = clock;
    if (key.isEmpty()) {
      LOG.atWarn()
          .log(
              "access log is not signed: nothing shows that the end of a chain was cut off; set"
                  + " alpr.access-log.signing-key");
    }
  }

  /**
   * Opens a log; its first record begins a chain.
   *
   * @param name of the writer within this data directory, such as {@code retention}
   * @param deadline how long one record may take
   * @throws IOException if it cannot be found out which chain this writer had before
   */
  public AccessLog open(String name, Duration deadline) throws IOException {
    Map<String, Object> producer = AccessLog.producerSettings(deadline);
    Optional<Sealing> sealing = Optional.empty();
    if (key.isPresent()) {
      sealing =
          Optional.of(
              new Sealing(
                  kafka.producer(Topics.ACCESS_CHECKPOINTS, producer),
                  key.get(),
                  new ChainMemory(directory.resolve(name)),
                  clock,
                  deadline,
                  settings.checkpointRecords(),
                  settings.checkpointInterval()));
    }
    return new AccessLog(
        kafka.producer(Topics.ACCESS_LOG, producer),
        sealing,
        clock,
        policy.version(),
        name + "-" + UUID.randomUUID(),
        deadline);
  }

  /** The same, with the deadline of the settings. */
  public AccessLog open(String name) throws IOException {
    return open(name, settings.deadline());
  }

  /** The key that this process signs with, where the settings name one. */
  public Optional<SigningKey> signingKey() {
    return key;
  }
}
