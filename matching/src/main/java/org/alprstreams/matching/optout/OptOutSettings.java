package org.alprstreams.matching.optout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.alprstreams.schemas.plate.PlateHash;

/** The secret of the opt-out list. */
@ConfigMapping(prefix = "alpr.opt-out")
public interface OptOutSettings {

  /**
   * The site's secret, {@value org.alprstreams.schemas.plate.PlateHash#MIN_SECRET_BYTES} bytes or
   * more, in hexadecimal or base64; the same wherever the list is read or written. There is no
   * default: a secret that everybody knows is none.
   */
  @NotBlank
  String secret();

  /** Which secret it is, 1 for the first. */
  @WithDefault("1")
  @Min(1)
  int keyVersion();

  /**
   * The keys that these settings give.
   *
   * @throws IllegalArgumentException if the secret is too short or badly written
   */
  static OptOutKeys keys(OptOutSettings settings) {
    return new OptOutKeys(PlateHash.ofSecret(settings.secret()), settings.keyVersion());
  }
}
