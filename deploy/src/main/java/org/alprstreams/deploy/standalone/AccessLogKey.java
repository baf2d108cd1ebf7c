package org.alprstreams.deploy.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.alprstreams.service.access.AccessLogSettings;
import org.alprstreams.service.access.SigningKey;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.Settings;

/** The access log's signing key, which standalone makes for itself where no setting names one. */
public final class AccessLogKey {

  private static final String KEY = "alpr.access-log.signing-key";
  private static final String NAME = "access-log.pem";

  private AccessLogKey() {}

  /**
   * The command line's pairs, and the key that standalone made for itself in the data directory if
   * no source names another.
   *
   * @param make whether to make one if there is none yet
   * @throws IOException if the key cannot be written
   */
  public static Map<String, String> complete(
      Map<String, String> commandLine, Settings settings, boolean make) throws IOException {
    Path data = settings.of(ServiceSettings.class).dataDirectory();
    Secrets secrets = new Secrets(data.resolve("secrets"));
    Map<String, String> pairs = new HashMap<>(commandLine);
    if (settings.of(AccessLogSettings.class).signingKey().isEmpty()
        && (make || secrets.has(NAME))) {
      Path file = secrets.file(NAME, () -> SigningKey.generate().secretPem());
      pairs.put(KEY, file.toAbsolutePath().toString());
    }
    return pairs;
  }
}
