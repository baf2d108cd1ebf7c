package org.alprstreams.deploy.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.alprstreams.service.config.OptOutSettings;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.Settings;

/** The opt-out list's secret, which standalone makes for itself where no setting gives one. */
public final class OptOutSecret {

  /** The name of the setting. */
  public static final String KEY = "alpr.opt-out.secret";

  private OptOutSecret() {}

  /**
   * The command line's pairs, and the secret that standalone made for itself in the data directory
   * if no source gives another.
   *
   * @param make whether to make one if there is none yet
   * @throws IOException if the secret cannot be read or written
   */
  public static Map<String, String> complete(
      Map<String, String> commandLine, Settings settings, boolean make) throws IOException {
    Path data = settings.of(ServiceSettings.class).dataDirectory();
    Secrets secrets = new Secrets(data.resolve("secrets"));
    Map<String, String> pairs = new HashMap<>(commandLine);
    if (settings.of(OptOutSettings.class).secret().isEmpty() && (make || secrets.has("opt-out"))) {
      pairs.put(KEY, secrets.get("opt-out"));
    }
    return pairs;
  }
}
