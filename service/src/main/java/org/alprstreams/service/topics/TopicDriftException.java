package org.alprstreams.service.topics;

import java.util.List;
import java.util.stream.Collectors;

/** Topics that keep data in another way than the policy says, so that nothing may start. */
public final class TopicDriftException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param drifts at least one
   */
  TopicDriftException(List<Drift> drifts) {
    super(
        drifts.stream()
            .map(drift -> "  - " + drift)
            .collect(
                Collectors.joining(
                    "\n",
                    "Topics differ from the usage policy. Set alpr.topics.provision=true to have"
                        + " them altered, or alter them with kafka-configs:\n",
                    "")));
  }
}
