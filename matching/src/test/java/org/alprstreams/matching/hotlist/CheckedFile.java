package org.alprstreams.matching.hotlist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.TestData;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.ListFile;
import org.alprstreams.matching.csv.UnusableFileException;
import org.alprstreams.matching.mapping.FileMapping;
import org.alprstreams.schemas.policy.UsagePolicy;

/**
 * A file as checking finds it, and the entries that would be published, all of them in memory.
 *
 * @param remarks line, kind and reason
 */
record CheckedFile(CheckedList checked, Map<String, HotlistEntry> entries, List<String> remarks) {

  static CheckedFile of(Path path, Optional<FileMapping> mapping)
      throws UnusableFileException, IOException {
    UsagePolicy policy = UsagePolicy.losAltosHills();
    HotlistFile file =
        new HotlistFile(
            new ListFile(path),
            mapping,
            new EntryReader("svs", policy.timeZone(), "clerk", TestData.START),
            policy.hotlists(),
            TestData.START);
    List<String> remarks = new ArrayList<>();
    ListTable table = new ListTable();
    CheckedList checked =
        CheckedList.of(
            file,
            table,
            new PartialPlaces(MatchRules.of(policy), TestData.START),
            (line, kind, reason) -> remarks.add(line + " " + kind + " " + reason));
    Map<String, HotlistEntry> entries = new LinkedHashMap<>();
    file.read(
        new HotlistFile.Taker() {
          @Override
          public void entry(int line, HotlistEntry entry) throws BadRowException {
            if (table.isChange(entry.getEntryId(), line)) {
              entries.put(entry.getEntryId(), entry);
            }
          }

          @Override
          public void unknownState(int line) {}

          @Override
          public void leftOut(int line, String category) {}

          @Override
          public void expired(int line) {}

          @Override
          public void bad(int line, String reason) {}
        });
    return new CheckedFile(checked, entries, remarks);
  }

  /** The first entry of a plate. */
  HotlistEntry entry(String plate) {
    return entries.values().stream()
        .filter(entry -> entry.getPlateText().equals(plate))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no entry for this plate"));
  }
}
