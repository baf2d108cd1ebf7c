package org.alprstreams.matching.hotlist;

import java.time.Duration;
import java.util.Optional;

/**
 * That kept reads shall be looked at for an entry that is added, as a person orders it.
 *
 * @param span how far back, positive
 * @param purpose purpose code of the usage policy
 * @param caseNumber case number, where there is one
 */
public record LookBackOrder(Duration span, String purpose, Optional<String> caseNumber) {}
