package org.alprstreams.service.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;
import org.alprstreams.schemas.plate.PlateHash;

/**
 * The secret of the opt-out list. Every process knows the setting; those that read or write the
 * list ask for it through {@link #hash}.
 */
@ConfigMapping(prefix = "alpr.opt-out")
public interface OptOutSettings {

  /**
   * The site's secret, {@value org.alprstreams.schemas.plate.PlateHash#MIN_SECRET_BYTES} bytes or
   * more, in hexadecimal or base64; the same wherever the list is read or written. There is no
   * default: a secret that everybody knows is none.
   */
  Optional<String> secret();

  /** Which secret it is, 1 for the first. */
  @WithDefault("1")
  @Min(1)
  int keyVersion();

  /**
   * Least probability of a character that counts as what the plate may bear, 0 to 1; see {@link
   * org.alprstreams.schemas.plate.LookAlikeReadings}. Lower suppresses more misreads of opted-out
   * plates, and more plates that resemble them. The same for matching and retention: what the one
   * would not let pass the other must not keep.
   */
  @WithDefault("0.05")
  @DecimalMin("0.001")
  @DecimalMax("1")
  double lookAlikeThreshold();

  /**
   * The keyed hash under which plates stand on the list.
   *
   * @throws SettingsException if the secret is missing
   * @throws IllegalArgumentException if it is too short or badly written
   */
  static PlateHash hash(OptOutSettings settings) {
    return PlateHash.ofSecret(
        settings
            .secret()
            .orElseThrow(
                () ->
                    new SettingsException(
                        List.of(
                            "alpr.opt-out.secret is missing; without it nobody's opt-out can be"
                                + " honoured. Set the same one for matching and retention; make it"
                                + " with: openssl rand -hex "
                                + PlateHash.MIN_SECRET_BYTES))));
  }
}
