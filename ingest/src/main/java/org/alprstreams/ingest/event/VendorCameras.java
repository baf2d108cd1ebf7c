package org.alprstreams.ingest.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.ingest.vendor.EventFormat;

/** Which of our cameras another maker's camera is. */
public final class VendorCameras {

  private final Map<Theirs, String> ours;

  private VendorCameras(Map<Theirs, String> ours) {
    this.ours = Map.copyOf(ours);
  }

  /** None: every camera is registered under the id that its maker's events name. */
  public static VendorCameras none() {
    return new VendorCameras(Map.of());
  }

  /** These and one more. */
  public VendorCameras with(EventFormat format, String vendorId, String cameraId) {
    Map<Theirs, String> more = new HashMap<>(ours);
    more.put(new Theirs(format, vendorId), cameraId);
    return new VendorCameras(more);
  }

  /** Our id for theirs; their own where none is set. */
  String ours(EventFormat format, String vendorId) {
    return Optional.ofNullable(ours.get(new Theirs(format, vendorId))).orElse(vendorId);
  }

  private record Theirs(EventFormat format, String vendorId) {}
}
