package org.alprstreams.retention.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the window stores on this machine's disk are cut into segments. Kafka Streams names a
 * segment's directory after its start and takes whatever it finds for segments of today's length:
 * of those that another length left behind it opens some under the wrong time, and never again
 * touches the others, which would stay for ever. So when the length changes, as it does with the
 * policy's limits, the stores are taken away and filled anew from their changelogs.
 */
public final class SegmentLayout {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentLayout.class);

  private final Path stateDirectory;
  private final String layout;

  private SegmentLayout(Path stateDirectory, String layout) {
    this.stateDirectory = stateDirectory;
    this.layout = layout;
  }

  /**
   * The layout of a plan.
   *
   * @param stateDirectory where Kafka Streams keeps the state of all applications
   */
  public static SegmentLayout of(Path stateDirectory, RetentionPlan plan) {
    return new SegmentLayout(
        stateDirectory,
        "reads " + plan.reads().segment() + "\nimages " + plan.images().segment() + "\n");
  }

  /**
   * A note that stores are filled anew under this layout: what had expired by then is skipped, so
   * that they do not know of it, and it is still to be buried in their changelogs. Whoever has done
   * that deletes the note.
   */
  public Optional<Path> unburied(String applicationId) {
    return Optional.of(unburiedNote(applicationId)).filter(Files::exists);
  }

  private Path unburiedNote(String applicationId) {
    return stateDirectory.resolve(applicationId + ".unburied");
  }

  /**
   * Takes stores away that are cut otherwise, or of which that is not known. To be called before
   * the application's topology starts.
   *
   * @throws IOException if they cannot be taken away, or the layout cannot be noted
   */
  public void prepare(String applicationId) throws IOException {
    Path note = stateDirectory.resolve(applicationId + ".segments");
    Path state = stateDirectory.resolve(applicationId);
    if (Files.exists(note) && Files.readString(note).equals(layout)) {
      return;
    }
    if (Files.exists(state)) {
      LOG.atInfo()
          .addKeyValue("application", applicationId)
          .log("segments have another length now: stores are filled anew from their changelogs");
      Utils.delete(state.toFile());
    }
    Files.createDirectories(stateDirectory);
    Files.writeString(unburiedNote(applicationId), "", StandardCharsets.UTF_8);
    Files.writeString(note, layout, StandardCharsets.UTF_8);
  }
}
