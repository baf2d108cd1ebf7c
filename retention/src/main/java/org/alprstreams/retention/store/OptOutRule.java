package org.alprstreams.retention.store;

import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.plate.PlateHash;

/**
 * What decides whether a read is of an opted-out plate: the same as at the gate.
 *
 * @param hash under the secret of the opt-out list
 * @param readings which plates a read may show
 */
public record OptOutRule(PlateHash hash, LookAlikeReadings readings) {}
