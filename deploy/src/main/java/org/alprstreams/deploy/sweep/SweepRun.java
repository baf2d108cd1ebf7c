package org.alprstreams.deploy.sweep;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.alprstreams.recognition.image.FrameDecoder;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.image.UndecodableFrameException;
import org.alprstreams.recognition.reader.Engine;
import org.alprstreams.recognition.reader.PlateReader;

/** Shows the same frames to every engine and counts what they read. */
public final class SweepRun {

  /** Keeps the noise of neighbouring seeds apart. */
  private static final long NOISE_SEEDS = 1_000_003;

  private final List<PlateReader> readers;
  private final Scenes scenes;
  private final int samples;
  private final long seed;
  private final FrameDecoder decoder = new FrameDecoder(Long.MAX_VALUE);

  /**
   * Prepares a run.
   *
   * @param readers the engines, at least one; the caller closes them
   * @param samples frames at each step, 1 or more
   * @param seed the same seed gives the same frames
   */
  public SweepRun(List<PlateReader> readers, int samples, long seed) {
    if (readers.isEmpty() || samples < 1) {
      throw new IllegalArgumentException(
          "A sweep needs an engine and a sample at each step, got %d and %d"
              .formatted(readers.size(), samples));
    }
    this.readers = List.copyOf(readers);
    this.scenes = new Scenes(seed);
    this.samples = samples;
    this.seed = seed;
  }

  /** How many frames all sweeps take. */
  public int frames() {
    int steps = 0;
    for (Sweep sweep : Sweep.values()) {
      steps += sweep.steps().size();
    }
    return steps * samples;
  }

  /**
   * Runs all sweeps.
   *
   * @param frameDone called after each frame
   */
  public SweepResult run(Runnable frameDone) {
    Map<Sweep, List<Map<Engine, Tally>>> tallies = new EnumMap<>(Sweep.class);
    for (Sweep sweep : Sweep.values()) {
      tallies.put(sweep, sweep.steps().stream().map(step -> nothingYet()).toList());
    }
    for (int sample = 0; sample < samples; sample++) {
      for (Sweep sweep : Sweep.values()) {
        for (int step = 0; step < sweep.steps().size(); step++) {
          Conditions conditions = sweep.conditions(sweep.steps().get(step));
          read(sample, conditions, tallies.get(sweep).get(step));
          frameDone.run();
        }
      }
    }
    return result(tallies);
  }

  private void read(int sample, Conditions conditions, Map<Engine, Tally> tallies) {
    Scenes.Scene scene = scenes.draw(sample, conditions.plateWidth());
    FrameImage frame =
        decoded(scenes.jpeg(Camera.photograph(scene, conditions, NOISE_SEEDS * seed + sample)));
    for (PlateReader reader : readers) {
      tallies.merge(
          reader.engine(), Tally.NONE.with(scene.text(), reader.read(frame)), Tally::plus);
    }
  }

  private FrameImage decoded(byte[] jpeg) {
    try {
      return decoder.decode(jpeg);
    } catch (UndecodableFrameException e) {
      throw new IllegalStateException("A frame that was just drawn can't be decoded", e);
    }
  }

  private Map<Engine, Tally> nothingYet() {
    Map<Engine, Tally> tallies = new LinkedHashMap<>();
    readers.forEach(reader -> tallies.put(reader.engine(), Tally.NONE));
    return tallies;
  }

  private SweepResult result(Map<Sweep, List<Map<Engine, Tally>>> tallies) {
    Map<Sweep, List<SweepResult.Step>> steps = new EnumMap<>(Sweep.class);
    tallies.forEach(
        (sweep, of) ->
            steps.put(
                sweep,
                IntStream.range(0, of.size())
                    .mapToObj(i -> new SweepResult.Step(sweep.steps().get(i), of.get(i)))
                    .toList()));
    return new SweepResult(
        readers.stream().map(PlateReader::engine).toList(), samples, seed, steps);
  }
}
