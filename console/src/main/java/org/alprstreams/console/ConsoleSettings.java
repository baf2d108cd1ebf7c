package org.alprstreams.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings of the console. */
@ConfigMapping(prefix = "alpr.console")
public interface ConsoleSettings {

  /** How far back the dispatch board reaches when it opens. */
  @WithDefault("PT24H")
  Duration alertWindow();

  /** Most alerts that the dispatch board holds; recalled ones leave first, then the oldest. */
  @WithDefault("500")
  int alertsKept();

  /**
   * How long one live connection of a browser lasts before it has to sign in again by its session:
   * a training that runs out, or a role that is taken away, counts from then on.
   */
  @WithDefault("PT10M")
  Duration streamLifetime();

  /** How long an action about an alert may take to be durable, and then to be read back. */
  @WithDefault("PT3S")
  Duration actionDeadline();

  /**
   * Where the retention service answers queries, on a cluster. Empty where it runs in this process,
   * as in standalone.
   */
  Optional<URI> retentionUrl();

  /** How long the retention service may take to answer. */
  @WithDefault("PT15S")
  Duration retentionTimeout();
}
