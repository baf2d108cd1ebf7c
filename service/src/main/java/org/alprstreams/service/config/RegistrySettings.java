package org.alprstreams.service.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** How serdes and provisioning reach the schema registry. */
@ConfigMapping(prefix = "alpr.registry")
public interface RegistrySettings {

  /** The registry's address, without any path of its interfaces. */
  @WithDefault("http://localhost:8081")
  URI url();

  /** The path of Apicurio's own interface, which its serdes use. */
  @WithDefault("/apis/registry/v3")
  String apicurioPath();

  /**
   * The path of the interface that speaks as Confluent's registry does; empty ({@code /}) where the
   * registry is that one.
   */
  @WithDefault("/apis/ccompat/v7")
  String confluentPath();

  /**
   * Any other property for the serdes, under its own name, such as {@code value.serializer} to use
   * another vendor's class.
   */
  Map<String, String> properties();

  /** The configuration for {@code RecordSerdes.registry}. */
  static Map<String, Object> serdeConfig(RegistrySettings settings) {
    Map<String, Object> config = new HashMap<>();
    config.put("apicurio.registry.url", settings.url() + settings.apicurioPath());
    config.put("schema.registry.url", settings.url() + settings.confluentPath());
    // What an id stands for never changes: what is known stays known while the registry is away.
    config.put("apicurio.registry.fault-tolerant-refresh", "true");
    config.putAll(settings.properties());
    return Map.copyOf(config);
  }
}
