package org.alprstreams.retention.topics;

import java.util.function.BooleanSupplier;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.health.HealthState.Level;
import org.alprstreams.service.kafka.RegistryAwayException;
import org.alprstreams.service.kafka.ScanException;
import org.alprstreams.service.log.Redacted;
import org.alprstreams.service.topics.BrokerException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A work on topics that is done again and again, and how it went the last time. Whatever it failed
 * with, it is done again at the next turn: left undone it would keep what has to be deleted.
 */
final class Turn implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

  private final Runnable work;
  private final BooleanSupplier ending;
  private volatile HealthState state = HealthState.up();

  /**
   * @param ending whether the process ends, which interrupts the work and is no failure of it
   */
  Turn(Runnable work, BooleanSupplier ending) {
    this.work = work;
    this.ending = ending;
  }

  HealthState state() {
    return state;
  }

  @Override
  public void run() {
    try {
      work.run();
      state = HealthState.up();
    } catch (BrokerException | ScanException | RetriableException | RegistryAwayException e) {
      failed(HealthState.warning("topics are not looked after: " + e.getMessage()), e);
    } catch (RuntimeException e) {
      // Only the kind: a message may quote the record it failed on.
      failed(HealthState.down("topics are not looked after: " + e.getClass().getSimpleName()), e);
    } catch (Error e) {
      failed(HealthState.dead("looking after topics ended: " + e.getClass().getSimpleName()), e);
      throw e; // Ends the repetition: nothing is known of this Java runtime any more.
    }
  }

  private void failed(HealthState how, Throwable failure) {
    if (ending.getAsBoolean()) {
      return;
    }
    state = how;
    if (how.level() == Level.WARNING) {
      LOG.atWarn()
          .addKeyValue("reason", failure.getMessage())
          .log("topics could not be looked after; it will be tried again");
    } else if (how.level() == Level.DOWN) {
      LOG.atError()
          .setCause(Redacted.of(failure))
          .log("topics could not be looked after; it will be tried again");
    } else {
      LOG.atError()
          .setCause(Redacted.of(failure))
          .log("topics are no longer looked after; restart the process");
    }
  }
}
