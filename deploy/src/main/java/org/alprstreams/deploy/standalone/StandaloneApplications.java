package org.alprstreams.deploy.standalone;

import java.util.ArrayList;
import java.util.List;
import org.alprstreams.deploy.Applications;
import org.alprstreams.service.Application;

/** What standalone runs in its one process. */
public final class StandaloneApplications {

  private StandaloneApplications() {}

  /** All but the simulated town, which is the demo's. */
  public static List<Application> withoutTown() {
    List<Application> applications = new ArrayList<>();
    applications.add(new PhotographsCamera());
    applications.addAll(Applications.all());
    return applications;
  }
}
