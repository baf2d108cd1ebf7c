package org.alprstreams.simulation.plate;

/** A simple picture of our own behind a plate's characters. */
enum Motif {
  NONE,
  RIDGES,
  SUNSET,
  FIR,
  DISC,
  STAR,
  BANDS
}
