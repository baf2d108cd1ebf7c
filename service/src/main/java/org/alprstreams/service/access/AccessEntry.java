package org.alprstreams.service.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.AccessOutcome;

/**
 * What is to be recorded of one access.
 *
 * @param action what was asked for, such as {@code QUERY_READS}
 * @param elements the plate and other elements used to query
 * @param username who
 * @param organisation for which organisation
 * @param roles roles the person held
 * @param purpose purpose code, as claimed, or {@link #NO_PURPOSE}
 * @param caseNumber case number given
 * @param outcome what became of it
 * @param denialReason a code, where it was not granted
 * @param resultCount how many results the answer holds, where there is one
 */
public record AccessEntry(
    String action,
    Map<String, String> elements,
    String username,
    String organisation,
    List<String> roles,
    String purpose,
    Optional<String> caseNumber,
    AccessOutcome outcome,
    Optional<String> denialReason,
    Optional<Long> resultCount) {

  /** For what nobody claims a purpose: refusals before it was asked for, flags, lists of cases. */
  public static final String NO_PURPOSE = "";

  public AccessEntry {
    elements = Map.copyOf(elements);
    roles = roles.stream().sorted().toList();
  }

  /** Holds plates and a name: kept out of logs. */
  @Override
  public String toString() {
    return "AccessEntry[" + action + ", " + outcome + "]";
  }
}
