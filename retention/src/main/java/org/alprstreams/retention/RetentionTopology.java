package org.alprstreams.retention;

import java.util.concurrent.Executor;
import org.alprstreams.retention.clock.ClockCheck;
import org.alprstreams.retention.evidence.EvidenceIndex;
import org.alprstreams.retention.evidence.EvidenceRules;
import org.alprstreams.retention.evidence.EvidenceTopology;
import org.alprstreams.retention.store.LookBackRules;
import org.alprstreams.retention.store.OptOutRule;
import org.alprstreams.retention.store.ReadTopology;
import org.alprstreams.retention.store.RetentionMeters;
import org.alprstreams.retention.store.RetentionPlan;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.rocksdb.Erasing;
import org.apache.kafka.streams.Topology;

/** What is kept: reads and images for as long as all are, and evidence for longer. */
public final class RetentionTopology {

  private RetentionTopology() {}

  /**
   * The topology.
   *
   * @param plan what to keep for how long
   * @param serdes for topics and stores
   * @param rule what decides whether a read is of an opted-out plate
   * @param lookBacks what may be looked back for
   * @param evidence how long evidence is kept
   * @param index shows routes which evidence this process keeps
   * @param log where look-backs are recorded
   * @param clock asked before anything is deleted because of the time
   * @param meters counts of what was kept and what went
   */
  public static Topology build(
      RetentionPlan plan,
      RecordSerdes serdes,
      OptOutRule rule,
      LookBackRules lookBacks,
      EvidenceRules evidence,
      EvidenceIndex index,
      AccessLog log,
      ClockCheck clock,
      RetentionMeters meters) {
    Executor erasing = Erasing.oneAtATime("retention-eraser");
    Topology topology =
        ReadTopology.build(plan, serdes, rule, lookBacks, log, erasing, clock, meters);
    EvidenceTopology.add(
        topology,
        evidence,
        serdes,
        plan.policyVersion(),
        plan.instance(),
        index,
        erasing,
        clock,
        meters);
    return topology;
  }
}
