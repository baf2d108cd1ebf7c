package org.alprstreams.retention;

import java.util.List;

/**
 * A query, and what its answer has to be.
 *
 * @param caseNumber of this query alone, so that its access record can be found
 * @param path and query, complete
 * @param readIds of the right answer, in order
 * @param allowPartial whether the answer may lack partitions, if it says so
 * @param allowStale whether it may come from a standby, if it says so
 */
record Question(
    String caseNumber,
    String path,
    List<String> readIds,
    boolean allowPartial,
    boolean allowStale) {}
