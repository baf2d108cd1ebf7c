package org.alprstreams.simulation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.alprstreams.simulation.scene.FrameFormat;
import org.alprstreams.simulation.scene.PlateTruth;
import org.alprstreams.simulation.scene.SceneRenderer;

/**
 * A folder of frames with {@code labels.csv} (file, x, y, width, height, plate, state): one row a
 * plate, none for frames without.
 *
 * @param out folder, made if missing
 * @param frames number of frames, 1 or more
 * @param seed the same seed gives the same set
 * @param plates whether to keep frames with plates, or only frames that show none
 */
public record RenderedSet(Path out, int frames, long seed, boolean plates) {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  /** Checks the number of frames. */
  public RenderedSet {
    if (frames < 1) {
      throw new IllegalArgumentException("--frames must be 1 or more, not " + frames);
    }
  }

  /** Draws and writes the set; files of the same names are overwritten. */
  public void write() throws IOException {
    Files.createDirectories(out);
    HotlistSample hotlist = HotlistSample.of(seed, 20);
    TrafficSettings settings = TrafficSettings.demo(seed);
    if (!plates) {
      settings = settings.withoutVehicles();
    }
    Traffic traffic =
        new Traffic(Town.of(seed), settings, hotlist, OptOutSample.of(seed, 20, hotlist), START);
    FrameFeed feed = traffic.frames(new SceneRenderer(FrameFormat.standard()));
    try (BufferedWriter labels = Files.newBufferedWriter(out.resolve("labels.csv"))) {
      labels.write("file,x,y,width,height,plate,state\n");
      for (int i = 1; i <= frames; i++) {
        SimulatedFrame frame = feed.next();
        String file = "%05d-%s.jpg".formatted(i, frame.cameraId());
        Files.write(out.resolve(file), frame.jpeg());
        for (PlateTruth truth : frame.plates()) {
          labels.write(
              "%s,%d,%d,%d,%d,%s,%s%n"
                  .formatted(
                      file,
                      truth.box().x(),
                      truth.box().y(),
                      truth.box().width(),
                      truth.box().height(),
                      truth.plate(),
                      truth.state()));
        }
      }
    }
  }
}
