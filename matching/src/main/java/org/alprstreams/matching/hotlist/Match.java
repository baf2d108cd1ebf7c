package org.alprstreams.matching.hotlist;

import java.util.List;
import org.alprstreams.avro.Difference;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.MatchKind;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.StateMatch;

/**
 * How a read and an entry agree.
 *
 * @param entry the entry
 * @param kind exact, or with look-alike characters or unknown ones
 * @param partial whether only a part of the plate is listed
 * @param differences where they differ, left to right; empty where all listed characters agree
 * @param state agreement of the states
 * @param priority the entry's, lowered where the match is not exact in text and state
 */
public record Match(
    HotlistEntry entry,
    MatchKind kind,
    boolean partial,
    List<Difference> differences,
    StateMatch state,
    Priority priority) {}
