package org.alprstreams.service.config;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The settings of a process, from all sources in their documented order. Immutable. */
public final class Settings {

  private final SmallRyeConfig config;
  private final Set<Class<?>> mappings;

  private Settings(SmallRyeConfig config, Set<Class<?>> mappings) {
    this.config = config;
    this.mappings = mappings;
  }

  /**
   * Settings from the built-in defaults and these pairs only, as tests want them.
   *
   * @param pairs full key, such as {@code alpr.http.port}, to value
   */
  public static Settings of(Map<String, String> pairs) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(pairs, "given", 400))
            .withValidateUnknown(false)
            .build();
    return new Settings(config, Set.of());
  }

  /**
   * The values of one mapping.
   *
   * @param mapping an interface with {@code @ConfigMapping(prefix = "alpr.<module>")}
   * @throws SettingsException if a value is missing or not allowed
   */
  public <T> T of(Class<T> mapping) {
    if (!mappings.contains(mapping)) {
      ConfigMappings.registerConfigMappings(config, Set.of(ConfigClass.configClass(mapping)));
    }
    return config.getConfigMapping(mapping);
  }

  /** Client properties that every Kafka client shares: bootstrap servers, security. */
  public Map<String, Object> kafka() {
    KafkaSettings kafka = of(KafkaSettings.class);
    Map<String, Object> properties = new HashMap<>(kafka.properties());
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    return Map.copyOf(properties);
  }
}
