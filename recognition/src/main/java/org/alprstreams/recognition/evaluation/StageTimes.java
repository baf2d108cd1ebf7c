package org.alprstreams.recognition.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.recognition.reader.StageTimer;

/**
 * Adds up what each stage took for each image. Pass it to the engine and to the evaluation; one
 * image is read at a time.
 */
public final class StageTimes implements StageTimer {

  private final Map<String, Long> current = new LinkedHashMap<>();
  private final Map<String, List<Double>> finished = new LinkedHashMap<>();

  /**
   * One stage over all images in which it ran.
   *
   * @param name as the engine calls it
   * @param times one for each of these images, however often the stage ran in it
   */
  public record Stage(String name, Times times) {}

  @Override
  public synchronized void record(String stage, long nanos) {
    current.merge(stage, nanos, Long::sum);
  }

  /** What was recorded since the last call belongs to one image, and that image is done. */
  synchronized void imageDone() {
    current.forEach(
        (stage, nanos) ->
            finished.computeIfAbsent(stage, name -> new ArrayList<>()).add(nanos / 1e6));
    current.clear();
  }

  /** What was recorded since an image was last done belongs to none. */
  synchronized void forget() {
    current.clear();
  }

  /** In the order in which they first ran. */
  synchronized List<Stage> stages() {
    return finished.entrySet().stream()
        .map(stage -> new Stage(stage.getKey(), new Times(stage.getValue())))
        .toList();
  }
}
