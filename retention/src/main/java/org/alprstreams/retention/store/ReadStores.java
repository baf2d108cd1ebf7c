package org.alprstreams.retention.store;

/** Names of the state stores, for queries and for the topology. */
public final class ReadStores {

  /** Reads under {@link StoreKey} of plate key and capture time. */
  public static final String READS_BY_PLATE = "reads-by-plate";

  /** Plate keys under {@link StoreKey} of camera and capture time, for the reads of this task. */
  public static final String READS_BY_CAMERA = "reads-by-camera";

  /** Images under their read id. */
  public static final String READ_IMAGES = "read-images";

  /** The opt-out list, whole on every instance. */
  static final String OPT_OUTS = "opt-outs";

  /** Requests to look back that are not worked off yet, under their ids. */
  static final String WAITING_LOOK_BACKS = "waiting-look-backs";

  private ReadStores() {}
}
