package org.alprstreams.schemas.topic;

import static org.alprstreams.schemas.topic.Cleanup.COMPACT;
import static org.alprstreams.schemas.topic.Cleanup.COMPACT_DELETE;
import static org.alprstreams.schemas.topic.Cleanup.DELETE;
import static org.alprstreams.schemas.topic.DataClass.AUDIT;
import static org.alprstreams.schemas.topic.DataClass.CASE;
import static org.alprstreams.schemas.topic.DataClass.IMAGE;
import static org.alprstreams.schemas.topic.DataClass.READ;
import static org.alprstreams.schemas.topic.DataClass.TRANSIENT;
import static org.alprstreams.schemas.topic.DataClass.UNTIL_REMOVED;

import java.util.List;
import org.alprstreams.avro.AccessCheckpoint;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.CourtHold;
import org.alprstreams.avro.DeadLetter;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.Frame;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.HotlistImport;
import org.alprstreams.avro.Investigation;
import org.alprstreams.avro.LookBack;
import org.alprstreams.avro.LookBackRead;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadCorrections;
import org.alprstreams.avro.ReadImage;

/** Every topic there is. Whatever is created, checked or expired is taken from here. */
public final class Topics {

  /** Pictures, keyed by camera. */
  public static final Topic<Frame> FRAMES =
      new Topic<>("alpr.frames", Frame.class, TRANSIENT, DELETE);

  /** Single looks at plates, keyed by camera; the opt-out gate has not seen them yet. */
  public static final Topic<PlateCandidate> CANDIDATES =
      new Topic<>("alpr.candidates", PlateCandidate.class, TRANSIENT, DELETE);

  /**
   * Vehicle passages, keyed by plate key: handed over to the retention service, which keeps them.
   */
  public static final Topic<PlateRead> READS =
      new Topic<>("alpr.reads", PlateRead.class, READ, DELETE);

  /** Images of passages, keyed by plate key: handed over as the reads are. */
  public static final Topic<ReadImage> READ_IMAGES =
      new Topic<>("alpr.read-images", ReadImage.class, IMAGE, DELETE);

  /**
   * Reads of vehicles that are in view, again and again while they are, keyed by plate key: for
   * what is listed after they came. With the plate's crop alone.
   */
  public static final Topic<ReadImage> READS_IN_VIEW =
      new Topic<>("alpr.reads-in-view", ReadImage.class, TRANSIENT, DELETE);

  /**
   * Alerts, keyed by alert id. A later revision takes the earlier one's place, so that what it no
   * longer says leaves the broker before the alert does.
   */
  public static final Topic<Alert> ALERTS =
      new Topic<>("alpr.alerts", Alert.class, READ, COMPACT_DELETE);

  /**
   * What people did about alerts, keyed by alert id, so that the actions of an alert have one order
   * for everybody.
   */
  public static final Topic<AlertAction> ALERT_ACTIONS =
      new Topic<>("alpr.alert-actions", AlertAction.class, READ, DELETE);

  /** Listed plates, keyed by entry id. */
  public static final Topic<HotlistEntry> HOTLIST =
      new Topic<>("alpr.hotlist", HotlistEntry.class, UNTIL_REMOVED, COMPACT);

  /** The latest import of each list, keyed by list: how old a list is. */
  public static final Topic<HotlistImport> HOTLIST_IMPORTS =
      new Topic<>("alpr.hotlist-imports", HotlistImport.class, UNTIL_REMOVED, COMPACT);

  /** The hotlist's partial entries, which no key can find, for every instance; by entry id. */
  public static final Topic<HotlistEntry> PARTIAL_ENTRIES =
      new Topic<>("alpr.partial-entries", HotlistEntry.class, UNTIL_REMOVED, COMPACT);

  /** Requests to look back over kept reads for a new entry, keyed by plate key as reads are. */
  public static final Topic<LookBack> LOOK_BACKS =
      new Topic<>("alpr.look-backs", LookBack.class, TRANSIENT, DELETE);

  /** Kept reads that a look-back found, keyed by plate key. */
  public static final Topic<LookBackRead> LOOK_BACK_READS =
      new Topic<>("alpr.look-back-reads", LookBackRead.class, TRANSIENT, DELETE);

  /**
   * Corrections of reads on their way to evidence, keyed by read id; each to every partition, since
   * any case may hold the read.
   */
  public static final Topic<ReadCorrections> CORRECTIONS =
      new Topic<>("alpr.corrections", ReadCorrections.class, TRANSIENT, DELETE);

  /** Opted-out plates, keyed by keyed hash. */
  public static final Topic<OptOut> OPT_OUTS =
      new Topic<>("alpr.opt-outs", OptOut.class, UNTIL_REMOVED, COMPACT);

  /** Registered cameras, keyed by camera id. */
  public static final Topic<Camera> CAMERAS =
      new Topic<>("alpr.cameras", Camera.class, UNTIL_REMOVED, COMPACT);

  /** Investigations, keyed by case number. */
  public static final Topic<Investigation> INVESTIGATIONS =
      new Topic<>("alpr.investigations", Investigation.class, UNTIL_REMOVED, COMPACT);

  /**
   * Reads kept for investigations, keyed by case number, capture time and read id; a case lies in
   * one partition.
   */
  public static final Topic<Evidence> EVIDENCE =
      new Topic<>("alpr.evidence", Evidence.class, CASE, COMPACT);

  /** Court orders, keyed by hold id. */
  public static final Topic<CourtHold> HOLDS =
      new Topic<>("alpr.holds", CourtHold.class, UNTIL_REMOVED, COMPACT);

  /** Who looked at what, keyed by chain. */
  public static final Topic<AccessRecord> ACCESS_LOG =
      new Topic<>("alpr.access-log", AccessRecord.class, AUDIT, DELETE);

  /** Signed words on how far the chains of the access log had come, keyed by chain. */
  public static final Topic<AccessCheckpoint> ACCESS_CHECKPOINTS =
      new Topic<>("alpr.access-checkpoints", AccessCheckpoint.class, AUDIT, DELETE);

  /** What was deleted when, keyed by store. */
  public static final Topic<DeletionReceipt> DELETIONS =
      new Topic<>("alpr.deletions", DeletionReceipt.class, AUDIT, DELETE);

  /** Where records failed, without their payload. */
  public static final Topic<DeadLetter> DEAD_LETTERS =
      new Topic<>("alpr.dead-letters", DeadLetter.class, TRANSIENT, DELETE);

  private static final List<Topic<?>> ALL =
      List.of(
          FRAMES,
          CANDIDATES,
          READS,
          READ_IMAGES,
          READS_IN_VIEW,
          ALERTS,
          ALERT_ACTIONS,
          HOTLIST,
          HOTLIST_IMPORTS,
          PARTIAL_ENTRIES,
          LOOK_BACKS,
          LOOK_BACK_READS,
          OPT_OUTS,
          CAMERAS,
          INVESTIGATIONS,
          CORRECTIONS,
          EVIDENCE,
          HOLDS,
          ACCESS_LOG,
          ACCESS_CHECKPOINTS,
          DELETIONS,
          DEAD_LETTERS);

  private Topics() {}

  /** All topics, in the order data flows. */
  public static List<Topic<?>> all() {
    return ALL;
  }
}
