package org.alprstreams.deploy.demo;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.alprstreams.service.Application;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.signin.DemoTokens;
import org.alprstreams.service.signin.SignInSettings;
import org.alprstreams.simulation.FrameFeed;
import org.alprstreams.simulation.SimulatedFrame;
import org.alprstreams.simulation.Traffic;
import org.alprstreams.simulation.TrafficSettings;
import org.alprstreams.simulation.scene.FrameFormat;
import org.alprstreams.simulation.scene.SceneRenderer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulated town's cameras: draws their frames as traffic comes by and sends them over HTTP. It
 * draws no faster than this machine recognises.
 */
public final class SimulatedTown implements Application {

  private static final Logger LOG = LoggerFactory.getLogger(SimulatedTown.class);

  private static final Duration TOKEN_LIFE = Duration.ofHours(12);
  private static final Duration TOKEN_RENEWAL = Duration.ofHours(6);
  private static final long PAUSE_MILLIS = 50;
  private static final int ACCEPTED = 202;

  private Thread thread;
  private volatile boolean closed;

  @Override
  public String name() {
    return "simulation";
  }

  @Override
  public Set<Class<?>> settings() {
    return Set.of(SimulationSettings.class);
  }

  @Override
  public synchronized void start(ServiceContext context) throws IOException {
    SimulationSettings settings = context.settings().of(SimulationSettings.class);
    HttpSettings http = context.settings().of(HttpSettings.class);
    URI base = URI.create("http://" + http.host() + ":" + http.port());
    FrameSender sender = new FrameSender(base, tokens(context)::current);
    Backlog backlog = new Backlog(context.meters());
    Counter refused =
        Counter.builder("alpr.simulation.refused")
            .description("Simulated frames that were not accepted")
            .register(context.meters());
    thread =
        new Thread(
            () -> run(settings, sender, backlog, refused, context.clock()), "simulated-town");
    thread.setDaemon(true);
    // Drawing must not take the processor from what is being shown.
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  /**
   * @throws SettingsException if the town's cameras could not sign in
   */
  private static Tokens tokens(ServiceContext context) throws IOException {
    if (DemoTokens.hasOwnIssuer(context.settings().of(SignInSettings.class))) {
      throw new SettingsException(
          List.of(
              "the demo's cameras sign in with demo tokens, which alpr.sign-in.issuer rules out;"
                  + " leave it out, or run alpr standalone with cameras of your own"));
    }
    return new Tokens(
        DemoTokens.open(
            context.settings().of(ServiceSettings.class).dataDirectory(),
            context.settings().of(SignInSettings.class),
            context.clock()),
        context.clock());
  }

  private void run(
      SimulationSettings settings,
      FrameSender sender,
      Backlog backlog,
      Counter refused,
      Clock clock) {
    try {
      while (!closed && !sender.ready()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      FrameFeed feed = feed(settings, clock);
      while (!closed) {
        Optional<SimulatedFrame> frame =
            backlog.frames() < settings.backlog() ? feed.poll(clock) : Optional.empty();
        if (frame.isPresent()) {
          send(sender, frame.get(), backlog, refused);
        } else {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Simulated town asked to stop");
    }
  }

  private static FrameFeed feed(SimulationSettings settings, Clock clock) {
    TrafficSettings traffic =
        TrafficSettings.demo(settings.seed())
            .withEncountersPerMinute(settings.encountersPerMinute())
            .withShares(settings.hotlistedShare(), settings.optedOutShare());
    DemoTown town = DemoTown.of(settings.seed());
    return new Traffic(town.town(), traffic, town.hotlist(), town.optOuts(), clock.instant())
        .frames(new SceneRenderer(FrameFormat.standard()));
  }

  private static void send(
      FrameSender sender, SimulatedFrame frame, Backlog backlog, Counter refused)
      throws InterruptedException {
    try {
      int status = sender.send(frame);
      if (status == ACCEPTED) {
        backlog.sent();
      } else {
        refused.increment();
        LOG.warn("A simulated frame of camera {} was answered {}", frame.cameraId(), status);
      }
    } catch (IOException e) {
      refused.increment();
      LOG.warn("A simulated frame of camera {} could not be sent", frame.cameraId(), e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
  }

  /** A camera's token, renewed before it runs out. For one thread. */
  private static final class Tokens {

    private final DemoTokens issuer;
    private final Clock clock;
    private String token = "";
    private long renewAt = Long.MIN_VALUE;

    Tokens(DemoTokens issuer, Clock clock) {
      this.issuer = issuer;
      this.clock = clock;
    }

    String current() {
      if (clock.millis() >= renewAt) {
        token = issuer.mint("simulated-town", Set.of(Role.CAMERA), TOKEN_LIFE);
        renewAt = clock.millis() + TOKEN_RENEWAL.toMillis();
      }
      return token;
    }
  }
}
