package org.alprstreams.matching.optout;

import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.service.config.OptOutSettings;

/**
 * Keys of the opt-out list: the plates' keyed hashes, and that of the record which proves with what
 * secret the list was made. Safe for use by many threads.
 */
public final class OptOutKeys {

  private final PlateHash hash;
  private final int version;
  private final String checkKey;

  /**
   * @param hash the site's secret
   * @param version which secret it is, 1 for the first
   */
  public OptOutKeys(PlateHash hash, int version) {
    this.hash = hash;
    this.version = version;
    this.checkKey = hash.checkKey();
  }

  /**
   * The keys that the settings give.
   *
   * @throws org.alprstreams.service.config.SettingsException if the secret is missing
   * @throws IllegalArgumentException if it is too short or badly written
   */
  public static OptOutKeys of(OptOutSettings settings) {
    return new OptOutKeys(OptOutSettings.hash(settings), settings.keyVersion());
  }

  /** Key of a plate on the list. */
  public String of(PlateText plate) {
    return hash.of(plate);
  }

  /**
   * Key of the check record. A gate with another secret than the list's would find nobody on it and
   * let everybody pass: it must notice.
   */
  public String checkKey() {
    return checkKey;
  }

  /** Which secret it is, 1 for the first. */
  public int version() {
    return version;
  }
}
