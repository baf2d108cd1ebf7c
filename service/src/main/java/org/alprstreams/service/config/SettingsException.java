package org.alprstreams.service.config;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that cannot be used, with every problem found, each in words for an operator. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param problems each names the key, the value found and what is allowed
   */
  public SettingsException(List<String> problems) {
    super(
        problems.stream()
            .map(problem -> "  - " + problem)
            .collect(Collectors.joining("\n", "The settings cannot be used:\n", "")));
  }
}
