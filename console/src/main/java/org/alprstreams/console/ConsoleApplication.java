package org.alprstreams.console;

import java.util.Set;
import org.alprstreams.console.alerts.AlertDelivery;
import org.alprstreams.console.reads.ReadProxy;
import org.alprstreams.service.Application;
import org.alprstreams.service.ServiceContext;

/** The console's application: alerts live, reads on request. Holds no state of its own on disk. */
public final class ConsoleApplication implements Application {

  private AlertDelivery alerts;
  private CameraDirectory cameras;

  @Override
  public String name() {
    return "console";
  }

  @Override
  public Set<Class<?>> settings() {
    return Set.of(ConsoleSettings.class);
  }

  @Override
  public void start(ServiceContext context) {
    ConsoleSettings settings = context.settings().of(ConsoleSettings.class);
    alerts =
        AlertDelivery.start(
            context, settings.alertWindow(), settings.alertsKept(), settings.streamLifetime());
    cameras = CameraDirectory.start(context);
    settings
        .retentionUrl()
        .ifPresent(url -> new ReadProxy(url, settings.retentionTimeout()).register(context.http()));
    context.http().staticFiles("/", "/console");
  }

  @Override
  public void close() {
    if (alerts != null) {
      alerts.close();
    }
    if (cameras != null) {
      cameras.close();
    }
  }
}
