package org.alprstreams.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.alprstreams.deploy.demo.DemoTown;
import org.alprstreams.deploy.demo.FrameSender;
import org.alprstreams.deploy.demo.SimulationSettings;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.Settings;
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

/**
 * The demo town's traffic, drawn before any of it is sent: drawing a frame takes as long as reading
 * it, and a camera does not do it on the machine that reads.
 */
final class DrawnTraffic {

  private static final double HOTLISTED_SHARE = 0.5;
  private static final double SECONDS_A_MINUTE = 60;
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static final int ACCEPTED = 202;

  private final List<SimulatedFrame> frames;
  private final FrameSender sender;

  private DrawnTraffic(List<SimulatedFrame> frames, FrameSender sender) {
    this.frames = frames;
    this.sender = sender;
  }

  /**
   * Draws all of it.
   *
   * @param perSecond encounters of a camera with traffic, over the whole town; each has 4 to 8
   *     frames
   * @param settings of the demo that it will be sent to
   */
  static DrawnTraffic of(double perSecond, Duration time, Settings settings, Clock clock)
      throws IOException {
    DemoTown demo = DemoTown.of(settings.of(SimulationSettings.class).seed());
    // Other vehicles each time: a frame that was sent before is known, and not taken again.
    TrafficSettings density =
        TrafficSettings.demo(clock.millis())
            .withEncountersPerMinute(perSecond * SECONDS_A_MINUTE)
            .withShares(HOTLISTED_SHARE, 0);
    FrameFeed feed =
        new Traffic(demo.town(), density, demo.hotlist(), demo.optOuts(), Instant.EPOCH)
            .frames(new SceneRenderer(FrameFormat.standard()));
    List<SimulatedFrame> frames = new ArrayList<>();
    while (feed.nextAt().isBefore(Instant.EPOCH.plus(time))) {
      frames.add(feed.next());
    }
    return new DrawnTraffic(frames, sender(settings, clock));
  }

  private static FrameSender sender(Settings settings, Clock clock) throws IOException {
    HttpSettings http = settings.of(HttpSettings.class);
    String token =
        DemoTokens.open(
                settings.of(ServiceSettings.class).dataDirectory(),
                settings.of(SignInSettings.class),
                clock)
            .mint("benchmark", Set.of(Role.CAMERA), TOKEN_LIFE);
    return new FrameSender(URI.create("http://" + http.host() + ":" + http.port()), () -> token);
  }

  /** Frames that were drawn. */
  int size() {
    return frames.size();
  }

  /**
   * Sends each at its moment, captured as it is sent, and waits for no answer before the next.
   *
   * @throws IllegalStateException if one is not accepted
   */
  void send(Clock clock) {
    long start = System.nanoTime();
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (SimulatedFrame frame : frames) {
      Pace.until(start + Duration.between(Instant.EPOCH, frame.capturedAt()).toNanos());
      answers.add(sender.sendAsync(frame, clock.instant()));
    }
    long refused = answers.stream().filter(answer -> answer.join() != ACCEPTED).count();
    if (refused > 0) {
      throw new IllegalStateException(
          refused
              + " of "
              + frames.size()
              + " frames were not accepted: is it a demo that runs, from this directory?");
    }
  }
}
