package org.alprstreams.recognition.state;

import java.util.List;
import org.alprstreams.recognition.classical.Mats;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Engine;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.recognition.reader.StageTimer;
import org.opencv.core.Mat;

/**
 * Adds the issuing state to the looks of an engine that finds the corners of whole plates but reads
 * nothing besides the serial.
 */
public final class StateNamingReader implements PlateReader {

  /** The stage's name, as told to the {@link StageTimer}. */
  public static final String STATE = "state";

  private final PlateReader engine;
  private final StateReader states;
  private final StageTimer timer;

  /**
   * Surrounds an engine.
   *
   * @param engine whose looks bear the corners of the plate itself, not of its characters; closed
   *     with this reader
   * @param states closed with this reader
   * @param timer is told the time of the stage {@link #STATE}
   */
  public StateNamingReader(PlateReader engine, StateReader states, StageTimer timer) {
    this.engine = engine;
    this.states = states;
    this.timer = timer;
  }

  @Override
  public List<Look> read(FrameImage frame) {
    return named(frame, engine.read(frame));
  }

  @Override
  public List<Look> readCrop(FrameImage crop) {
    return named(crop, engine.readCrop(crop));
  }

  @Override
  public Engine engine() {
    return engine.engine();
  }

  @Override
  public void close() {
    try {
      engine.close();
    } finally {
      states.close();
    }
  }

  private List<Look> named(FrameImage image, List<Look> looks) {
    long started = System.nanoTime();
    List<Look> named = looks.stream().map(look -> named(image, look)).toList();
    timer.record(STATE, System.nanoTime() - started);
    return named;
  }

  private Look named(FrameImage image, Look look) {
    Corners corners = look.corners();
    if (!look.state().equals(Look.UNKNOWN_STATE) || corners.width() < StateReader.LEAST_WIDTH) {
      return look;
    }
    try (Mats mats = new Mats()) {
      Mat plate = Upright.plate(image, corners, mats);
      StateReading state = states.read(plate, look.text());
      return new Look(
          look.box(),
          look.corners(),
          look.characters(),
          look.detection(),
          state.code(),
          state.known() ? state.probability() : 0);
    }
  }
}
