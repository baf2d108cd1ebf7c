package org.alprstreams.schemas.policy;

/** What a person must have confirmed before an alert may be released to units. */
public enum AlertCheck {
  /** The plate was compared with its image. */
  IMAGE,
  /** The entry was confirmed, by other means than the alert, to be listed still. */
  LISTING
}
