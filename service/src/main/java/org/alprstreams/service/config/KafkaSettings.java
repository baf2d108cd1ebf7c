package org.alprstreams.service.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Map;

/** How every client reaches Kafka. */
@ConfigMapping(prefix = "alpr.kafka")
public interface KafkaSettings {

  /** {@code host:port} pairs, comma-separated, of some brokers. */
  @WithDefault("localhost:9092")
  @NotBlank
  String bootstrapServers();

  /**
   * How long brokers may give no answer before what reads from them is out of service. A broker in
   * contact answers at least every half second.
   */
  @WithDefault("PT10S")
  Duration longestSilence();

  /**
   * Any other Kafka client property, under its own name, such as {@code security.protocol}; goes to
   * producers, consumers, admin clients and Kafka Streams.
   */
  Map<String, String> properties();
}
