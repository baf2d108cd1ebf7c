package org.alprstreams.matching.optout;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.alprstreams.matching.csv.Header;
import org.alprstreams.matching.csv.UnusableFileException;

/** Columns of the two CSV forms in which opt-outs come. */
final class OptOutColumns {

  static final String PLATE = "plate";
  static final String STATE = "state";
  static final String PROOF_REF = "proofRef";
  static final String VERIFIED_BY = "verifiedBy";
  static final String VERIFIED_AT = "verifiedAt";
  static final String EXPIRES_AT = "expiresAt";

  /** In the residents' form: shows that somebody lives here, and is not kept. */
  static final String ADDRESS = "address";

  private static final List<String> REGISTER =
      List.of(PLATE, STATE, PROOF_REF, VERIFIED_BY, VERIFIED_AT, EXPIRES_AT);
  private static final Set<String> FORM = Set.of(PLATE, ADDRESS);
  private static final List<String> KNOWN =
      Stream.concat(REGISTER.stream(), Stream.of(ADDRESS)).toList();

  private OptOutColumns() {}

  /** Whether a header is the residents' form's. */
  static boolean isForm(Set<String> columns) {
    return columns.equals(FORM);
  }

  /**
   * @return the header by our names: blanks and case do not matter
   * @throws UnusableFileException if the header is of neither form
   */
  static List<String> check(List<String> written) throws UnusableFileException {
    List<String> header = Header.names(written, KNOWN);
    Header.requireAny(header, REGISTER);
    Set<String> columns = Set.copyOf(header);
    if (!columns.equals(Set.copyOf(REGISTER)) && !isForm(columns)) {
      throw new UnusableFileException(
          "The header will not do: give plate,state,proofRef,verifiedBy,verifiedAt,expiresAt or"
              + " plate,address.");
    }
    return header;
  }
}
