package org.alprstreams.ingest.camera;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.alprstreams.avro.Camera;

/**
 * What is to be known about a camera before it may be registered.
 *
 * @param id 1 to 64 of letters, digits, dot, dash and underscore, starting with a letter or digit
 * @param name for people, such as the crossing
 * @param latitude degrees north, WGS 84, −90 to 90
 * @param longitude degrees east, WGS 84, −180 to 180
 * @param direction of the traffic it sees, such as inbound
 * @param publicMeetingOn date of the public meeting that approved it (California Civil Code
 *     1798.90.55), not in the future
 */
public record CameraDetails(
    String id,
    String name,
    Optional<Double> latitude,
    Optional<Double> longitude,
    Optional<String> direction,
    LocalDate publicMeetingOn) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * @throws IllegalArgumentException saying what is wrong and what is allowed
   */
  public CameraDetails {
    if (id == null || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "A camera's id is 1 to 64 letters, digits, dots, dashes and underscores and starts with a"
              + " letter or digit, not '"
              + id
              + "'");
    }
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException(
          "Camera " + id + " needs a name for people, such as its crossing");
    }
    check(id, "latitude", latitude, 90);
    check(id, "longitude", longitude, 180);
    if (latitude.isPresent() != longitude.isPresent()) {
      throw new IllegalArgumentException(
          "Camera " + id + " needs both latitude and longitude, or neither");
    }
    if (publicMeetingOn == null) {
      throw new IllegalArgumentException(
          "Camera "
              + id
              + " needs the date of the public meeting that approved it (California Civil Code"
              + " 1798.90.55)");
    }
  }

  private static void check(String id, String what, Optional<Double> degrees, int most) {
    // Written so that NaN fails too.
    if (degrees.isPresent() && !(Math.abs(degrees.get()) <= most)) {
      throw new IllegalArgumentException(
          "Camera "
              + id
              + " has "
              + what
              + " "
              + degrees.get()
              + "; allowed is -"
              + most
              + " to "
              + most);
    }
  }

  /**
   * The record to register.
   *
   * @throws IllegalArgumentException if the meeting has not been held yet
   */
  Camera register(String by, Instant now) {
    // A day's grace for the zones east of Greenwich.
    if (publicMeetingOn.isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1))) {
      throw new IllegalArgumentException(
          "Camera "
              + id
              + " cannot be registered before the public meeting on "
              + publicMeetingOn
              + " has approved it");
    }
    return Camera.newBuilder()
        .setCameraId(id)
        .setName(name)
        .setLatitude(latitude.orElse(null))
        .setLongitude(longitude.orElse(null))
        .setDirection(direction.filter(d -> !d.isBlank()).orElse(null))
        .setActive(true)
        .setPublicMeetingOn(publicMeetingOn)
        .setRegisteredBy(by)
        .setRegisteredAt(now.truncatedTo(ChronoUnit.MILLIS))
        .build();
  }
}
