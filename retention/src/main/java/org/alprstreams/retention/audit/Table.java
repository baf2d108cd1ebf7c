package org.alprstreams.retention.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.service.access.DiskSort;

/** Rows under column heads, in the order of their keys; they wait on the disk, however many. */
final class Table implements AutoCloseable {

  private final Layout layout;
  private final List<String> heads;
  private final DiskSort sort;
  private long rows;

  /**
   * @param scratch where rows wait
   * @throws IOException if they cannot wait there
   */
  Table(Path scratch, Layout layout, List<String> heads) throws IOException {
    this.layout = layout;
    this.heads = heads;
    this.sort = new DiskSort(scratch);
  }

  /** Adds a row; of two under one key the later is kept. */
  void row(DiskSort.Key key, Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell == null ? "" : cell.toString());
    }
    sort.add(key, layout.row(row));
    rows++;
  }

  /** How many rows were added. */
  long rows() {
    return rows;
  }

  void print(PrintStream out) throws IOException {
    if (rows == 0) {
      out.print(layout.empty(heads));
      return;
    }
    out.print(layout.head(heads));
    sort.forEach(out::print);
  }

  @Override
  public void close() throws IOException {
    sort.close();
  }
}
