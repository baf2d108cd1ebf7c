package org.alprstreams.retention.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.LookBack;
import org.alprstreams.avro.LookBackRead;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.service.access.AccessEntry;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.access.AccessLogUnavailable;
import org.alprstreams.service.http.Role;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off requests to look back: the access is recorded first, durably, and only then what was
 * found leaves. A request that cannot be recorded waits and is tried again until its time has run
 * out; nothing leaves meanwhile. After a crash it may be worked off again, and that is an access of
 * its own.
 */
final class LookBackClerk implements Processor<String, LookBack, String, LookBackRead> {

  private static final Logger LOG = LoggerFactory.getLogger(LookBackClerk.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** An attempt may hold the thread up for as long as a record may take: not at every tick. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final RetentionPlan plan;
  private final LookBackRules rules;
  private final OptOutRule rule;
  private final AccessLog log;
  private final RetentionMeters meters;

  private ProcessorContext<String, LookBackRead> context;
  private KeyValueStore<String, LookBack> waiting;
  private LookBackScan scan;
  private OptOutList optOuts;
  private Instant nextAttempt = Instant.MIN;

  LookBackClerk(
      RetentionPlan plan,
      LookBackRules rules,
      OptOutRule rule,
      AccessLog log,
      RetentionMeters meters) {
    this.plan = plan;
    this.rules = rules;
    this.rule = rule;
    this.log = log;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, LookBackRead> processorContext) {
    context = processorContext;
    waiting = context.getStateStore(ReadStores.WAITING_LOOK_BACKS);
    scan =
        new LookBackScan(
            context.getStateStore(ReadStores.READS_BY_PLATE),
            context.getStateStore(ReadStores.READ_IMAGES));
    optOuts = TaskStores.optOuts(context, rule);
    context.schedule(
        TICK, PunctuationType.WALL_CLOCK_TIME, now -> workOff(Instant.ofEpochMilli(now)));
  }

  @Override
  public void process(Record<String, LookBack> record) {
    waiting.put(record.value().getLookBackId(), record.value());
  }

  private void workOff(Instant now) {
    if (now.isBefore(nextAttempt)) {
      return;
    }
    for (LookBack request : dueOrExpired(now)) {
      try {
        if (rules.isExpired(request, now)) {
          giveUp(request);
        } else {
          answer(request, now);
        }
        waiting.delete(request.getLookBackId());
      } catch (AccessLogUnavailable e) {
        nextAttempt = now.plus(RETRY);
        LOG.atError()
            .addKeyValue("lookBack", request.getLookBackId())
            .addKeyValue("cause", e.getCause() == null ? "held up" : e.getCause().getClass())
            .log("access record not written; nothing leaves, and the look-back waits");
        return;
      }
    }
  }

  private List<LookBack> dueOrExpired(Instant now) {
    List<LookBack> found = new ArrayList<>();
    try (KeyValueIterator<String, LookBack> all = waiting.all()) {
      while (all.hasNext()) {
        LookBack request = all.next().value;
        if (rules.isDue(request, now) || rules.isExpired(request, now)) {
          found.add(request);
        }
      }
    }
    return found;
  }

  private void giveUp(LookBack request) {
    meters.lookBack("expired").increment();
    LOG.atError()
        .addKeyValue("lookBack", request.getLookBackId())
        .log("a look-back was not worked off in its time and is given up; order it again");
  }

  private void answer(LookBack request, Instant now) {
    Instant from = rules.from(request, plan.reads(), now);
    Optional<String> denial = rules.denial(request);
    if (denial.isPresent()) {
      log.append(entry(request, from, AccessOutcome.DENIED, denial, Optional.empty()));
      meters.lookBack("denied").increment();
      return;
    }
    List<PlateRead> reads =
        scan
            .reads(
                request.getPlateKey(),
                request.getPlateText(),
                rules.policy().alerts().maxDifferences(),
                from,
                request.getUntil(),
                LookBackRules.MOST_READS)
            .stream()
            .filter(read -> !optOuts.covers(read, now))
            .toList();
    log.append(
        entry(
            request,
            from,
            AccessOutcome.GRANTED,
            Optional.empty(),
            Optional.of((long) reads.size())));
    meters.lookBack("granted").increment();
    Instant imagesFrom = rules.from(request, plan.images(), now);
    for (PlateRead read : reads) {
      LookBackRead found =
          new LookBackRead(
              request.getLookBackId(), request.getEntryId(), scan.withCrop(read, imagesFrom), now);
      context.forward(new Record<>(read.getPlateKey(), found, now.toEpochMilli()));
    }
  }

  private static AccessEntry entry(
      LookBack request,
      Instant from,
      AccessOutcome outcome,
      Optional<String> reason,
      Optional<Long> count) {
    return new AccessEntry(
        "LOOK_BACK",
        Map.of(
            "plate", request.getPlateText(),
            "lookalikes", "true",
            "from", from.toString(),
            "to", request.getUntil().toString(),
            "limit", Integer.toString(LookBackRules.MOST_READS),
            "entryId", request.getEntryId(),
            "lookBackId", request.getLookBackId()),
        request.getRequestedBy(),
        request.getOrganisation(),
        List.of(Role.ADMINISTRATOR.name()),
        request.getPurpose(),
        Optional.ofNullable(request.getCaseNumber()),
        outcome,
        reason,
        count);
  }
}
