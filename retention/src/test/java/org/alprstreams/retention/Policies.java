package org.alprstreams.retention;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alprstreams.schemas.policy.UsagePolicy;

/** Usage policies that differ from the Town's in one place. */
final class Policies {

  private Policies() {}

  /**
   * The Town's policy with one text of its file replaced.
   *
   * @param directory where its file may be written
   */
  static UsagePolicy townsWith(Path directory, String instead, String of) throws IOException {
    try (InputStream town = UsagePolicy.class.getResourceAsStream("/policy/los-altos-hills.yaml")) {
      String text = new String(town.readAllBytes(), StandardCharsets.UTF_8);
      if (!text.contains(of)) {
        throw new IllegalArgumentException("The Town's policy does not say: " + of);
      }
      Path file = Files.writeString(directory.resolve("policy.yaml"), text.replace(of, instead));
      return UsagePolicy.load(List.of(file));
    }
  }
}
