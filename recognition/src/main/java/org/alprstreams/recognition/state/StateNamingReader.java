package org.alprstreams.recognition.state;

import java.util.List;
import org.alprstreams.recognition.classical.Mats;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Engine;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;
import org.opencv.core.Mat;

/**
 * Adds the issuing state to the looks of an engine that finds the corners of whole plates but reads
 * nothing besides the serial.
 */
public final class StateNamingReader implements PlateReader {

  private final PlateReader engine;
  private final StateReader states;

  /**
   * Surrounds an engine.
   *
   * @param engine whose looks bear the corners of the plate itself, not of its characters; closed
   *     with this reader
   * @param states closed with this reader
   */
  public StateNamingReader(PlateReader engine, StateReader states) {
    this.engine = engine;
    this.states = states;
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
    return looks.stream().map(look -> named(image, look)).toList();
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
          look.box(), look.corners(), look.characters(), look.detection(), state.code());
    }
  }
}
