package org.alprstreams.deploy;

import java.util.List;
import org.alprstreams.console.ConsoleApplication;
import org.alprstreams.recognition.RecognitionApplication;
import org.alprstreams.retention.RetentionApplication;
import org.alprstreams.service.Application;

/** Every application there is. */
public final class Applications {

  private Applications() {}

  /** Fresh ones, in the order data flows. */
  public static List<Application> all() {
    return List.of(new RecognitionApplication(), new RetentionApplication(), new ConsoleApplication());
  }
}
