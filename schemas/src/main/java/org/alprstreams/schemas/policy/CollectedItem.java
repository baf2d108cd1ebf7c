package org.alprstreams.schemas.policy;

/** What may be derived from a frame and kept. What a policy does not name is not collected. */
public enum CollectedItem {
  PLATE_IMAGE,
  PLATE_NUMBER,
  DATE,
  TIME,
  SCENE_IMAGE,
  VEHICLE_DESCRIPTION
}
