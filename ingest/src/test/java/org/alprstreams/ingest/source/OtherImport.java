package org.alprstreams.ingest.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another process that opens a journal. */
final class OtherImport {

  static final int OPENED = 0;
  static final int TURNED_AWAY = 7;

  private OtherImport() {}

  /** Its exit status, once it has ended. */
  static int open(Path journal) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OtherImport.class.getName(),
            journal.toString());
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /**
   * @param arguments the journal
   */
  public static void main(String[] arguments) {
    try {
      ImportJournal.open(Path.of(arguments[0]), false).close();
      System.exit(OPENED);
    } catch (IOException e) {
      System.exit(TURNED_AWAY);
    }
  }
}
