package org.alprstreams.matching.table;

import java.time.Duration;
import org.alprstreams.schemas.topic.Topic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A table could not be read or changed; the message says whether it changed and what to do. */
public final class TableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String NOTHING = "Nothing was changed. ";

  private TableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A topic that is not there. */
  static TableException missing(Topic<?> topic) {
    return new TableException(
        NOTHING
            + "The topic "
            + topic.name()
            + " does not exist: create it with 'alpr topics apply', and check that"
            + " alpr.kafka.bootstrap-servers names the right cluster.",
        null);
  }

  /** A broker that gives no more records though there are some. */
  static TableException silent(Topic<?> topic, Duration patience) {
    return new TableException(
        NOTHING
            + "The broker has given nothing more of "
            + topic.name()
            + " for "
            + patience.toSeconds()
            + " s: check that it runs, and run the command again.",
        null);
  }

  /** A transaction of somebody else that does not end. */
  static TableException heldUp(Topic<?> topic, Duration limit) {
    return new TableException(
        NOTHING
            + "Somebody else has been changing "
            + topic.name()
            + " for "
            + limit.toSeconds()
            + " s or was killed at it, and what they changed cannot be compared with before it ends."
            + " Run the command again then; if an import was killed, import that list first, or wait"
            + " up to 15 minutes until the broker gives it up.",
        null);
  }

  /** A failure before anything could have changed. */
  static TableException unchanged(KafkaException failure) {
    KafkaException cause = failure;
    // A producer in error wraps what happened in a plain one.
    while (cause.getClass() == KafkaException.class
        && cause.getCause() instanceof KafkaException inner) {
      cause = inner;
    }
    return new TableException(NOTHING + remedy(cause), cause);
  }

  /** The process ends while it writes. */
  static TableException interrupted(IllegalStateException cause) {
    return new TableException(NOTHING + "The command was interrupted.", cause);
  }

  /** A commit whose answer never came: only the broker knows how it ended. */
  static TableException unknownOutcome(KafkaException cause) {
    return new TableException(
        "Whether the change was made is not known, since the broker was lost while it was being"
            + " committed. Check that the broker runs, and run the command again: what was done"
            + " already is not done twice.",
        cause);
  }

  private static String remedy(KafkaException cause) {
    if (cause instanceof ProducerFencedException
        || cause instanceof InvalidProducerEpochException) {
      return "Another command has taken this list over, or this one took longer than its"
          + " transaction may: run it again when no other is at work.";
    }
    if (cause instanceof InvalidTxnTimeoutException) {
      return "The broker allows no transaction as long as this change may take: raise its"
          + " transaction.max.timeout.ms to 900000.";
    }
    if (cause instanceof AuthorizationException) {
      return "The broker refuses it: this user may not read or write the topic, or may not use"
          + " transactional ids that begin with 'alpr-'. Have the rights granted.";
    }
    if (cause instanceof AuthenticationException) {
      return "The broker does not accept this user: check alpr.kafka.properties.";
    }
    if (cause instanceof UnknownTopicOrPartitionException) {
      return "A topic does not exist: create all with 'alpr topics apply'.";
    }
    if (cause instanceof RecordDeserializationException unreadable) {
      TopicPartition partition = unreadable.topicPartition();
      return "The record at "
          + partition
          + ", offset "
          + unreadable.offset()
          + ", cannot be read: a newer release may have written it, or the schema registry is"
          + " another one. Check alpr.registry.url.";
    }
    if (cause instanceof TimeoutException) {
      return "The broker does not answer: check that it runs and that"
          + " alpr.kafka.bootstrap-servers is right ("
          + cause.getMessage()
          + ").";
    }
    return "Kafka reports " + cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
