package org.alprstreams.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.alprstreams.avro.ReadImage;

/**
 * Reads that came a moment ago, and when each meets the lists again. A list goes through other
 * partitions than a read: an entry that was listed before a vehicle passed may arrive after its
 * read. In memory and for seconds, so that this is no looking back.
 */
final class ReadsToMeetAgain {

  /** Soon, since an alert waits for it, and after more than an entry takes on a slow machine. */
  private static final List<Duration> AFTER =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(10));

  /**
   * A process that stood still, or whose clock was set, must not take the past for a moment ago.
   */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** Some kilobytes each. Where there are more, the next due wait no longer, and do not again. */
  private static final int MOST = 2_000;

  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparing(Waiting::due));

  private Instant askedLast = Instant.MIN;

  /** Takes in a read that has just met the lists for the first time. */
  void add(ReadImage image, Instant now) {
    // No alert shows the scene.
    ReadImage kept = new ReadImage(image.getReadId(), image.getRead(), image.getPlateCrop(), null);
    waiting.add(new Waiting(kept, now, 0));
  }

  /** The reads that are to meet the lists now. */
  List<ReadImage> due(Instant now) {
    if (now.isBefore(askedLast)) {
      waiting.clear(); // The clock was set back, and how long they have waited is not known.
    }
    askedLast = now;
    List<ReadImage> due = new ArrayList<>();
    List<Waiting> goOn = new ArrayList<>();
    while (!waiting.isEmpty() && !now.isBefore(waiting.peek().due())) {
      Waiting next = waiting.poll();
      if (!now.isAfter(next.cameAt().plus(LONGEST))) {
        due.add(next.image());
        next.afterLook().ifPresent(goOn::add);
      }
    }
    waiting.addAll(goOn);
    while (waiting.size() > MOST) {
      due.add(waiting.poll().image());
    }
    return due;
  }

  /**
   * A read that waits.
   *
   * @param looks how often it met the lists again
   */
  private record Waiting(ReadImage image, Instant cameAt, int looks) {

    Instant due() {
      return cameAt.plus(AFTER.get(looks));
    }

    Optional<Waiting> afterLook() {
      return looks + 1 < AFTER.size()
          ? Optional.of(new Waiting(image, cameAt, looks + 1))
          : Optional.empty();
    }
  }
}
