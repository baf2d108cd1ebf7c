package org.alprstreams.console;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.alprstreams.console.alerts.AlertDelivery;
import org.alprstreams.console.reads.ReadProxy;
import org.alprstreams.schemas.topic.DataClass;
import org.alprstreams.service.Application;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.topics.RetentionSchedule;
import org.alprstreams.service.topics.TopicSettings;

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
  public void start(ServiceContext context) throws IOException {
    ConsoleSettings settings = context.settings().of(ConsoleSettings.class);
    RetentionSchedule schedule =
        RetentionSchedule.of(context.policy(), context.settings().of(TopicSettings.class));
    alerts =
        AlertDelivery.start(
            context,
            new AlertDelivery.Limits(
                window(settings, schedule),
                schedule.longestLookBack(),
                settings.alertsKept(),
                settings.streamLifetime(),
                settings.actionDeadline()));
    cameras = CameraDirectory.start(context);
    settings
        .retentionUrl()
        .ifPresent(url -> new ReadProxy(url, settings.retentionTimeout()).register(context.http()));
    context.http().staticFiles("/", "/console");
  }

  /**
   * The board counts the age of a look-back's alert from when it was raised, its read being older
   * by up to the longest look-back: so the window is at most what that leaves of the reads' time.
   */
  private static Duration window(ConsoleSettings settings, RetentionSchedule schedule) {
    Duration longest = schedule.limit(DataClass.READ).minus(schedule.longestLookBack());
    return settings.alertWindow().compareTo(longest) < 0 ? settings.alertWindow() : longest;
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
