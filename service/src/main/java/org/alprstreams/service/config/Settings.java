package org.alprstreams.service.config;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * The settings of a process, from all sources in the order that {@link SettingsLoader} documents.
 * Safe for use by many threads.
 */
public final class Settings {

  /** Above the library's own converters, which have 1. */
  static final int CONVERTER_PRIORITY = 200;

  private static final int ORDINAL = 400;

  private final SmallRyeConfig config;
  private final Set<Class<?>> registered = ConcurrentHashMap.newKeySet();

  Settings(SmallRyeConfig config, Set<Class<?>> mappings) {
    this.config = config;
    registered.addAll(mappings);
  }

  /**
   * Settings from the mappings' defaults and these pairs only: no file, no environment. For tests
   * and embedding.
   *
   * @param pairs full key, such as {@code alpr.http.port}, to value
   */
  public static Settings of(Map<String, String> pairs) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(pairs, "given", ORDINAL))
            .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
            .withValidator(Constraints.VALIDATOR)
            .withValidateUnknown(false)
            .build();
    return new Settings(config, Set.of());
  }

  /**
   * The values of one mapping, validated.
   *
   * @param mapping an interface with {@code @ConfigMapping(prefix = "alpr.<module>")}
   * @throws SettingsException if values are missing or not allowed, with all of them
   */
  public <T> T of(Class<T> mapping) {
    if (registered.add(mapping)) {
      try {
        ConfigMappings.registerConfigMappings(config, Set.of(ConfigClass.configClass(mapping)));
      } catch (ConfigValidationException e) {
        registered.remove(mapping);
        throw new SettingsException(Problems.of(e));
      }
    }
    return config.getConfigMapping(mapping);
  }

  /** Client properties that every Kafka client shares: bootstrap servers, security. */
  public Map<String, Object> kafka() {
    KafkaSettings kafka = of(KafkaSettings.class);
    Map<String, Object> properties = new HashMap<>(kafka.properties());
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    return Collections.unmodifiableMap(properties);
  }

  /**
   * One line for every setting in force, sorted: key, value and where it is from. Values of secrets
   * and credentials in URLs are masked.
   */
  public List<String> printable() {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(key -> key.startsWith("alpr."))
        .distinct()
        .sorted()
        .map(config::getConfigValue)
        .filter(value -> value.getValue() != null)
        .map(Settings::line)
        .toList();
  }

  private static String line(ConfigValue value) {
    return value.getName()
        + " = "
        + Secrets.redact(value.getName(), value.getValue())
        + " ("
        + SourceNames.plain(value.getConfigSourceName())
        + ")";
  }
}
