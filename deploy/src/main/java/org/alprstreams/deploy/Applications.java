package org.alprstreams.deploy;

import java.util.List;
import java.util.Set;
import org.alprstreams.console.ConsoleApplication;
import org.alprstreams.console.ConsoleSettings;
import org.alprstreams.deploy.demo.SimulationSettings;
import org.alprstreams.deploy.standalone.StandaloneSettings;
import org.alprstreams.ingest.IngestApplication;
import org.alprstreams.ingest.IngestSettings;
import org.alprstreams.matching.MatchingApplication;
import org.alprstreams.matching.MatchingSettings;
import org.alprstreams.recognition.RecognitionApplication;
import org.alprstreams.recognition.RecognitionSettings;
import org.alprstreams.retention.RetentionApplication;
import org.alprstreams.retention.RetentionSettings;
import org.alprstreams.service.Application;

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
   * The settings of all applications, so that one file may serve every process and a key that none
   * of them has is refused.
   */
  public static Set<Class<?>> settings() {
    return Set.of(
        IngestSettings.class,
        RecognitionSettings.class,
        MatchingSettings.class,
        RetentionSettings.class,
        ConsoleSettings.class,
        StandaloneSettings.class,
        SimulationSettings.class);
  }
}
