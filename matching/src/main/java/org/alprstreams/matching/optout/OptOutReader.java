package org.alprstreams.matching.optout;

import java.time.Instant;
import java.time.ZoneId;
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
    return OptOut.newBuilder()
        .setPlateHash(keys.of(row.plate(OptOutColumns.PLATE)))
        .setKeyVersion(keys.version())
        .setState(row.state(OptOutColumns.STATE).orElse(null))
        .setProofRef(form ? "resident's form" : row.required(OptOutColumns.PROOF_REF))
        .setVerifiedBy(row.value(OptOutColumns.VERIFIED_BY).orElse(user))
        .setVerifiedAt(verifiedAt)
        .setExpiresAt(row.time(OptOutColumns.EXPIRES_AT, zone).orElse(null))
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
