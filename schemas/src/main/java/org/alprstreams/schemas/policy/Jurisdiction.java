package org.alprstreams.schemas.policy;

/** The public body whose policy it is, from the most local to the widest. */
public enum Jurisdiction {
  DISTRICT,
  TOWN,
  COUNTY,
  STATE
}
