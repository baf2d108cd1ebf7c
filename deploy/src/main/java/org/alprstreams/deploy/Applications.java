package org.alprstreams.deploy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.alprstreams.console.ConsoleApplication;
import org.alprstreams.deploy.demo.SimulationSettings;
import org.alprstreams.deploy.standalone.StandaloneSettings;
import org.alprstreams.ingest.IngestApplication;
import org.alprstreams.matching.MatchingApplication;
import org.alprstreams.recognition.RecognitionApplication;
import org.alprstreams.retention.RetentionApplication;
import org.alprstreams.service.Application;
import org.alprstreams.service.ServiceMain;

/** Every application there is. */
public final class Applications {

  private Applications() {}

  /** Fresh ones, in the order data flows. */
  public static List<Application> all() {
    return List.of(
        new IngestApplication(),
        new RecognitionApplication(),
        new MatchingApplication(),
        new RetentionApplication(),
        new ConsoleApplication());
  }

  /**
   * Every setting of the system, so that one file may serve every process and a key that none of
   * them has is refused.
   */
  public static Set<Class<?>> settings() {
    Set<Class<?>> settings = new HashSet<>(ServiceMain.mappings(all()));
    settings.add(StandaloneSettings.class);
    settings.add(SimulationSettings.class);
    return Set.copyOf(settings);
  }
}
