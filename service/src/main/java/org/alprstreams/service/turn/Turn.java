package org.alprstreams.service.turn;

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
 * A work that is done again and again, and how it went the last time. Whatever it failed with, it
 * is done again at the next turn: a schedule that it was handed to bare would end without a word.
 */
public final class Turn implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

  private final String undone;
  private final Runnable work;
  private final BooleanSupplier ending;
  private volatile HealthState state = HealthState.up();

  /**
   * @param undone what is the case while the work fails, such as {@code "topics are not looked
   *     after"}
   * @param ending whether the process ends, which interrupts the work and is no failure of it
   */
  public Turn(String undone, Runnable work, BooleanSupplier ending) {
    this.undone = undone;
    this.work = work;
    this.ending = ending;
  }

  /** How the work went the last time. */
  public HealthState state() {
    return state;
  }

  @Override
  public void run() {
    try {
      work.run();
      state = HealthState.up();
    } catch (BrokerException | ScanException | RetriableException | RegistryAwayException e) {
      failed(HealthState.warning(undone + ": " + e.getMessage()), e);
    } catch (RuntimeException e) {
      // Only the kind: a message may quote the record it failed on.
      failed(HealthState.down(undone + ": " + e.getClass().getSimpleName()), e);
    } catch (Error e) {
      failed(HealthState.dead(undone + " any more: " + e.getClass().getSimpleName()), e);
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
          .log(undone + "; it is tried again at the next turn");
    } else if (how.level() == Level.DOWN) {
      LOG.atError()
          .setCause(Redacted.of(failure))
          .log(undone + "; it is tried again at the next turn");
    } else {
      LOG.atError().setCause(Redacted.of(failure)).log(undone + " any more; restart the process");
    }
  }
}
