package org.alprstreams.deploy.standalone;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.Settings;

/**
 * The opt-out list's secret as processes see it that may do without, such as a command that makes
 * topics. Matching and retention ask for it with a stricter mapping of their own.
 */
@ConfigMapping(prefix = "alpr.opt-out")
public interface OptOutSecret {

  /** The name of the setting. */
  String KEY = "alpr.opt-out.secret";

  /** The site's secret, 32 bytes or more, in hexadecimal or base64. */
  Optional<String> secret();

  /** Which secret it is, 1 for the first. */
  @WithDefault("1")
  int keyVersion();

  /**
   * The command line's pairs, and the secret that standalone made for itself in the data directory
   * if no source gives another.
   *
   * @param make whether to make one if there is none yet
   * @throws IOException if the secret cannot be read or written
   */
  static Map<String, String> complete(
      Map<String, String> commandLine, Settings settings, boolean make) throws IOException {
    Path data = settings.of(ServiceSettings.class).dataDirectory();
    Secrets secrets = new Secrets(data.resolve("secrets"));
    Map<String, String> pairs = new HashMap<>(commandLine);
    if (settings.of(OptOutSecret.class).secret().isEmpty() && (make || secrets.has("opt-out"))) {
      pairs.put(KEY, secrets.get("opt-out"));
    }
    return pairs;
  }
}
