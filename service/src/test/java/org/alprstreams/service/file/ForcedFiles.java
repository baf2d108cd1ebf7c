package org.alprstreams.service.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** The files and directories that are forced to the disk, as the Java runtime sees it. */
public final class ForcedFiles {

  private static final String FORCED = "jdk.FileForce";

  private ForcedFiles() {}

  /** Work with files. */
  public interface Work {

    /** Does it. */
    void run() throws IOException;
  }

  /** Those under a directory that some work forces, in their order. */
  public static List<Path> by(Path directory, Work work) throws IOException {
    Path dump = Files.createTempFile("forced", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(FORCED).withoutThreshold();
      recording.start();
      work.run();
      recording.stop();
      recording.dump(dump);
      List<RecordedEvent> events = RecordingFile.readAllEvents(dump);
      return events.stream()
          .filter(event -> event.getEventType().getName().equals(FORCED))
          .map(event -> Path.of(event.getString("path")))
          .filter(path -> path.startsWith(directory))
          .toList();
    } finally {
      Files.delete(dump);
    }
  }
}
