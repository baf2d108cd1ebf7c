package org.alprstreams.recognition.neural;

import java.nio.FloatBuffer;
import java.util.Map;

/** A trained network: one input, some outputs. Safe for several threads at a time. */
interface Network extends AutoCloseable {

  /**
   * Runs the network.
   *
   * @param input direct, in native byte order, read from 0; not changed
   * @param shape sizes of the input's dimensions, outermost first
   * @return each output by name, outermost dimension first
   * @throws IllegalStateException when the network can't take this shape
   */
  Map<String, float[]> run(FloatBuffer input, long... shape);

  @Override
  default void close() {}
}
