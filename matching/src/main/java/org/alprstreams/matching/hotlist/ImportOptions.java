package org.alprstreams.matching.hotlist;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a list's file is to be imported.
 *
 * @param listId the list it is; entries of other lists stay as they are
 * @param mapping name or path of the mapping by which it is read; empty for the internal CSV
 * @param defaults by field, what it is where the file leaves it blank; with a mapping only
 * @param allowShrink whether the list may lose more of its entries than the policy allows
 * @param checkOnly whether to say what an import would do, and change nothing
 * @param errors where to write every remark on a row; empty for nowhere
 */
public record ImportOptions(
    String listId,
    Optional<String> mapping,
    Map<String, String> defaults,
    boolean allowShrink,
    boolean checkOnly,
    Optional<Path> errors) {

  public ImportOptions {
    defaults = Map.copyOf(defaults);
  }

  /** A file of the internal CSV. */
  public static ImportOptions of(String listId) {
    return new ImportOptions(listId, Optional.empty(), Map.of(), false, false, Optional.empty());
  }

  /** The same by a mapping. */
  public ImportOptions by(String nameOrPath) {
    return new ImportOptions(
        listId, Optional.of(nameOrPath), defaults, allowShrink, checkOnly, errors);
  }

  /** The same, though the list loses many entries. */
  public ImportOptions shrinking() {
    return new ImportOptions(listId, mapping, defaults, true, checkOnly, errors);
  }

  /** The same, changing nothing. */
  public ImportOptions checking() {
    return new ImportOptions(listId, mapping, defaults, allowShrink, true, errors);
  }
}
