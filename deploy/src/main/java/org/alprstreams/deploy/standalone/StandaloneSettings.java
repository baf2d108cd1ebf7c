package org.alprstreams.deploy.standalone;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;

/** What standalone and the demo run besides the applications. */
@ConfigMapping(prefix = "alpr.standalone")
public interface StandaloneSettings {

  /** Where the embedded broker listens, on the loopback interface. */
  @WithDefault("9092")
  @Min(1)
  @Max(65535)
  int brokerPort();

  /** Where the embedded broker's controller listens, on the loopback interface. */
  @WithDefault("9093")
  @Min(1)
  @Max(65535)
  int controllerPort();

  /** Where the embedded schema registry listens, on the loopback interface. */
  @WithDefault("8081")
  @Min(1)
  @Max(65535)
  int registryPort();

  /** The schema registry's largest heap, in MiB. */
  @WithDefault("144")
  @Min(96)
  @Max(4096)
  int registryHeap();

  /** How long the schema registry may take to start. */
  @WithDefault("PT60S")
  Duration registryTimeout();

  /**
   * Whether people may sign in without a password from other machines too: without an issuer
   * (alpr.sign-in.issuer) everybody who reaches alpr.http.host can look at all reads.
   */
  @WithDefault("false")
  boolean openToNetwork();

  /** What the build left: libraries and the registry. The {@code alpr} script sets it. */
  @WithDefault("deploy/target/app")
  Path home();
}
