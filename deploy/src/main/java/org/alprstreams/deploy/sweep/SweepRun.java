package org.alprstreams.deploy.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.alprstreams.recognition.image.FrameDecoder;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.image.UndecodableFrameException;
import org.alprstreams.recognition.reader.Engine;
import org.alprstreams.recognition.reader.PlateReader;

/** Shows the same frames to every engine and counts what they read. */
public final class SweepRun {

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
    Map<Sweep, List<SweepResult.Step>> steps = new LinkedHashMap<>();
    for (Sweep sweep : Sweep.values()) {
      List<SweepResult.Step> along = new ArrayList<>();
      for (double value : sweep.steps()) {
        along.add(new SweepResult.Step(value, step(sweep.conditions(value), frameDone)));
      }
      steps.put(sweep, along);
    }
    return new SweepResult(
        readers.stream().map(PlateReader::engine).toList(), samples, seed, steps);
  }

  Map<Engine, Tally> step(Conditions conditions, Runnable frameDone) {
    Map<Engine, Tally> tallies = new LinkedHashMap<>();
    show(
        conditions,
        (truth, frame) -> {
          for (PlateReader reader : readers) {
            Tally before = tallies.getOrDefault(reader.engine(), Tally.NONE);
            tallies.put(reader.engine(), before.with(truth, reader.read(frame)));
          }
          frameDone.run();
        });
    return tallies;
  }

  /** Makes the frames of a step one by one. */
  private void show(Conditions conditions, BiConsumer<String, FrameImage> to) {
    for (int sample = 0; sample < samples; sample++) {
      Scenes.Scene scene = scenes.draw(sample, conditions.plateWidth());
      byte[] jpeg = scenes.jpeg(Camera.photograph(scene, conditions, seed + sample));
      try {
        to.accept(scene.text(), decoder.decode(jpeg));
      } catch (UndecodableFrameException e) {
        throw new IllegalStateException("A frame that was just drawn can't be decoded", e);
      }
    }
  }
}
