package org.alprstreams.retention;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The opt-out list, as matching has it too. */
@ConfigMapping(prefix = "alpr.opt-out")
public interface OptOutSettings {

  /**
   * Secret under which plates are hashed, hexadecimal or base64, 32 bytes or more; the same for all
   * applications.
   */
  Optional<String> secret();
}
