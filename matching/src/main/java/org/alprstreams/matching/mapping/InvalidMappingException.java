package org.alprstreams.matching.mapping;

import java.util.List;

/** A mapping file that will not do; the message lists everything that is wrong with it. */
public final class InvalidMappingException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param name the mapping's name or path
   * @param problems at least one, each with the place in the file and what is allowed there
   */
  InvalidMappingException(String name, List<String> problems) {
    super("The mapping " + name + " will not do:\n  - " + String.join("\n  - ", problems));
  }
}
