package org.alprstreams.service.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What concerns the process as a whole. */
@ConfigMapping(prefix = "alpr.service")
public interface ServiceSettings {

  /** Where state, keys and, in standalone, broker logs are kept. */
  @WithDefault("data")
  Path dataDirectory();

  /**
   * Usage policy files, comma-separated, in whatever order; the strictest value of all wins. The
   * built-in policy of the Town of Los Altos Hills where none is named.
   */
  Optional<List<Path>> policy();
}
