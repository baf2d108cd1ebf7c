package org.alprstreams.recognition.state;

/** Where on a plate a line of print stands: above the serial or below it. */
enum Band {
  TOP,
  BOTTOM
}
