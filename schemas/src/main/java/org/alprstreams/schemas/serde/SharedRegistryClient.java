package org.alprstreams.schemas.serde;

import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryClientFacadeFactory;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import java.time.Duration;
import java.util.Map;

/**
 * One registry client for all serdes, which would each make their own, with its threads and
 * connections. Safe for use by many threads.
 */
final class SharedRegistryClient {

  /** How long the registry may take for one answer, in milliseconds; 10 s unless set. */
  static final String TIMEOUT_MS = "registry.timeout-ms";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private RegistryClientFacade client;

  /**
   * The client, made at the first call.
   *
   * @param config properties of {@link RegistrySerdes}, the same at every call
   */
  synchronized RegistryClientFacade get(Map<String, ?> config) {
    if (client == null) {
      client =
          TimeLimit.on(
              RegistryClientFacadeFactory.create(new SchemaResolverConfig(config)),
              timeout(config.get(TIMEOUT_MS)));
    }
    return client;
  }

  private static Duration timeout(Object millis) {
    return millis == null ? TIMEOUT : Duration.ofMillis(Long.parseLong(millis.toString()));
  }
}
