package org.alprstreams.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.signin.DemoTokens;
import org.alprstreams.service.signin.SignInSettings;
import org.alprstreams.simulation.FrameFeed;
import org.alprstreams.simulation.HotlistSample;
import org.alprstreams.simulation.OptOutSample;
import org.alprstreams.simulation.SimulatedFrame;
import org.alprstreams.simulation.Town;
import org.alprstreams.simulation.Traffic;
import org.alprstreams.simulation.TrafficSettings;
import org.alprstreams.simulation.scene.FrameFormat;
import org.alprstreams.simulation.scene.SceneRenderer;

/**
 * The demo town's traffic, drawn before any of it is sent: drawing a frame takes as long as reading
 * it, and a camera does not do it on the machine that reads.
 */
final class DrawnTraffic {

  /** The demo's town: its cameras are registered, its hotlist is in force. */
  private static final long SEED = 20_261_123;

  private static final int LISTED = 24;
  private static final double HOTLISTED_SHARE = 0.5;
  private static final double SECONDS_A_MINUTE = 60;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static final int ACCEPTED = 202;

  private final List<SimulatedFrame> frames;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI base;
  private final String token;

  private DrawnTraffic(List<SimulatedFrame> frames, URI base, String token) {
    this.frames = frames;
    this.base = base;
    this.token = token;
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
    HotlistSample hotlist = HotlistSample.of(SEED, LISTED);
    // Other vehicles each time: a frame that was sent before is known, and not taken again.
    TrafficSettings density =
        TrafficSettings.demo(clock.millis())
            .withEncountersPerMinute(perSecond * SECONDS_A_MINUTE)
            .withShares(HOTLISTED_SHARE, 0);
    FrameFeed feed =
        new Traffic(
                Town.of(SEED),
                density,
                hotlist,
                OptOutSample.of(SEED, LISTED, hotlist),
                Instant.EPOCH)
            .frames(new SceneRenderer(FrameFormat.standard()));
    List<SimulatedFrame> frames = new ArrayList<>();
    while (feed.nextAt().isBefore(Instant.EPOCH.plus(time))) {
      frames.add(feed.next());
    }
    HttpSettings http = settings.of(HttpSettings.class);
    DemoTokens tokens =
        DemoTokens.open(
            settings.of(ServiceSettings.class).dataDirectory(),
            settings.of(SignInSettings.class),
            clock);
    return new DrawnTraffic(
        frames,
        URI.create("http://" + http.host() + ":" + http.port()),
        tokens.mint("benchmark", Set.of(Role.CAMERA), TOKEN_LIFE));
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
    Instant start = clock.instant();
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (SimulatedFrame frame : frames) {
      Instant due = start.plus(Duration.between(Instant.EPOCH, frame.capturedAt()));
      while (clock.instant().isBefore(due)) {
        LockSupport.parkNanos(Duration.between(clock.instant(), due).toNanos());
      }
      answers.add(send(frame, clock.instant()));
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

  private CompletableFuture<Integer> send(SimulatedFrame frame, Instant capturedAt) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/cameras/" + frame.cameraId() + "/frames"))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "image/jpeg")
            .header("X-Captured-At", capturedAt.toString())
            .POST(BodyPublishers.ofByteArray(frame.jpeg()))
            .build();
    return client
        .sendAsync(request, BodyHandlers.discarding())
        .thenApply(answer -> answer.statusCode());
  }
}
