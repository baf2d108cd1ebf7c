package org.alprstreams.matching.hotlist;

import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.table.Progress;
import org.alprstreams.matching.table.TableTransaction;
import org.alprstreams.schemas.topic.Topics;

/** Publishes those entries of a checked file that say something new. */
final class ChangePublisher implements HotlistFile.Taker {

  private final ListTable table;
  private final TableTransaction transaction;
  private final Progress progress;

  ChangePublisher(ListTable table, TableTransaction transaction, Progress progress) {
    this.table = table;
    this.transaction = transaction;
    this.progress = progress;
  }

  @Override
  public void entry(int line, HotlistEntry entry) {
    if (table.isChange(entry.getEntryId(), line)) {
      transaction.put(Topics.HOTLIST, entry.getEntryId(), entry);
      progress.step();
    }
  }

  @Override
  public void unknownState(int line) {
    // Was counted when the file was checked.
  }

  @Override
  public void leftOut(int line, String category) {
    // Was counted when the file was checked.
  }

  @Override
  public void expired(int line) {
    // Was counted when the file was checked.
  }

  @Override
  public void bad(int line, String reason) {
    // Was counted when the file was checked.
  }
}
