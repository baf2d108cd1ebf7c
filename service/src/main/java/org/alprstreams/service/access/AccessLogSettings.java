package org.alprstreams.service.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How the access log is signed. It is written whether it is signed or not. */
@ConfigMapping(prefix = "alpr.access-log")
public interface AccessLogSettings {

  /**
   * PEM file with an Ed25519 private key (PKCS#8) and its public key, readable by the process only;
   * see {@link SigningKey}. Without it nothing shows that the end of a chain was cut off. The same
   * for all processes or one for each: checkpoints name their key.
   */
  Optional<Path> signingKey();

  /** After how many records a chain is signed anew. */
  @WithDefault("100")
  @Min(1)
  @Max(1000000)
  int checkpointRecords();

  /** After how long a chain is signed anew if records were added. */
  @WithDefault("PT1M")
  Duration checkpointInterval();

  /** How long a record of a refusal may take; after that the refusal is answered with a 503. */
  @WithDefault("PT3S")
  Duration deadline();
}
