package org.alprstreams.ingest.vendor;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.alprstreams.avro.BoundingBox;

/**
 * One plate as a camera reported it.
 *
 * @param camera the camera, by the sender's own id
 * @param identity what the sender knows the picture by, the same when it is sent again and for all
 *     plates in one picture; holds no plate
 * @param captured when the picture was taken that the text was read from
 * @param reading what the plate may say
 * @param detection how sure the sender is that this is a plate, 0 to 1
 * @param state where it was named with enough confidence
 * @param box where the plate is in the frame
 * @param vehicle where its vehicle is in the frame, where the sender says so: the picture may be of
 *     it alone
 * @param frame the frame's size
 * @param picture what shows it
 * @param track which vehicle, where the camera follows vehicles itself
 */
public record Sighting(
    Optional<String> camera,
    String identity,
    CaptureTime captured,
    PlateReading reading,
    double detection,
    Optional<PlateState> state,
    BoundingBox box,
    Optional<BoundingBox> vehicle,
    FrameSize frame,
    Optional<SentPicture> picture,
    Optional<Track> track) {

  public Sighting {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(captured, "captured");
    Objects.requireNonNull(reading, "reading");
    Objects.requireNonNull(box, "box");
  }

  /** When the picture was taken that the text was read from. */
  public Instant capturedAt() {
    return captured.at();
  }

  /** Holds a plate: kept out of logs. */
  @Override
  public String toString() {
    return "Sighting[" + capturedAt() + "]";
  }

  /**
   * A vehicle as its camera follows it.
   *
   * @param id unique at that camera for minutes
   * @param preliminary whether the camera will say more of it, which replaces this
   * @param parked whether the camera says that it is parked
   */
  public record Track(String id, boolean preliminary, boolean parked) {
    static Track of(String id) {
      return new Track(id, false, false);
    }
  }

  /**
   * @param width pixels; 0 where unknown
   * @param height pixels; 0 where unknown
   */
  public record FrameSize(int width, int height) {
    static final FrameSize UNKNOWN = new FrameSize(0, 0);
  }

  /**
   * @param bytes as sent, not looked at yet
   * @param showsPlateOnly whether the sender says that it is the plate alone; otherwise it may be
   *     the frame or the vehicle
   */
  public record SentPicture(byte[] bytes, boolean showsPlateOnly) {}
}
