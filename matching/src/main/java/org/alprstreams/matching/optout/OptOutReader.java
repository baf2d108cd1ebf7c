package org.alprstreams.matching.optout;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.alprstreams.avro.OptOut;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.CsvRow;

/** Makes opt-outs of rows. The plate goes into the hash and nowhere else. */
final class OptOutReader {

  private final OptOutKeys keys;
  private final ZoneId zone;
  private final String user;
  private final Instant now;

  OptOutReader(OptOutKeys keys, ZoneId zone, String user, Instant now) {
    this.keys = keys;
    this.zone = zone;
    this.user = user;
    this.now = now;
  }

  /**
   * The opt-out of a row. One that ends on a date holds until the end of that day.
   *
   * @throws BadRowException naming the column and what it must be
   */
  OptOut optOut(CsvRow row) throws BadRowException {
    boolean form = OptOutColumns.isForm(row.values().keySet());
    if (form) {
      row.required(OptOutColumns.ADDRESS);
    }
    Instant verifiedAt = row.time(OptOutColumns.VERIFIED_AT, zone).orElse(now);
    if (verifiedAt.isAfter(now)) {
      throw new BadRowException(OptOutColumns.VERIFIED_AT + " must not be in the future");
    }
    Optional<Instant> expiresAt = row.end(OptOutColumns.EXPIRES_AT, zone);
    if (expiresAt.isPresent() && !expiresAt.get().isAfter(now)) {
      throw new BadRowException(
          OptOutColumns.EXPIRES_AT + " is past: such an opt-out would protect nobody");
    }
    return OptOut.newBuilder()
        .setPlateHash(keys.of(row.plate(OptOutColumns.PLATE)))
        .setKeyVersion(keys.version())
        .setState(row.state(OptOutColumns.STATE).orElse(null))
        .setProofRef(form ? "resident's form" : row.required(OptOutColumns.PROOF_REF))
        .setVerifiedBy(row.value(OptOutColumns.VERIFIED_BY).orElse(user))
        .setVerifiedAt(verifiedAt)
        .setExpiresAt(expiresAt.orElse(null))
        .build();
  }

  /** The record that proves with what secret the list was made. */
  OptOut check() {
    return OptOut.newBuilder()
        .setPlateHash(keys.checkKey())
        .setKeyVersion(keys.version())
        .setProofRef("secret check")
        .setVerifiedBy("alpr-streams")
        .setVerifiedAt(now)
        .build();
  }
}
