package org.alprstreams.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.alprstreams.matching.hotlist.HotlistColumns;
import org.alprstreams.matching.hotlist.HotlistCommands;
import org.alprstreams.service.ExitCode;

/** Entries of the hotlist, for tests. */
public final class StolenVehicles {

  private StolenVehicles() {}

  /** Lists a plate of California as an operator does by hand. */
  public static void list(HotlistCommands commands, String plate) {
    assertThat(
            commands.add(
                Map.of(
                    HotlistColumns.PLATE,
                    plate,
                    HotlistColumns.STATE,
                    "CA",
                    HotlistColumns.CATEGORY,
                    "STOLEN_VEHICLE",
                    HotlistColumns.SOURCE_AGENCY,
                    "Test")))
        .isEqualTo(ExitCode.CLEAN);
  }
}
