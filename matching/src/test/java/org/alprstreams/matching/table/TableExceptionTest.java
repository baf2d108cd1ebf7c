package org.alprstreams.matching.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class TableExceptionTest {

  @Test
  void everyFailureSaysWhetherAnythingChangedAndWhatToDo() {
    assertSays("run it again when no other is at work", new ProducerFencedException("fenced"));
    assertSays("transaction.max.timeout.ms", new InvalidTxnTimeoutException("15 min"));
    assertSays("Have the rights granted", new TopicAuthorizationException("alpr.hotlist"));
    assertSays("alpr.kafka.properties", new SaslAuthenticationException("no"));
    assertSays("'alpr topics apply'", new UnknownTopicOrPartitionException("alpr.hotlist"));
    assertSays("check that it runs", new TimeoutException("60000 ms"));
    assertSays(
        "alpr.hotlist-1, offset 42, cannot be read",
        new RecordDeserializationException(
            DeserializationExceptionOrigin.VALUE,
            new TopicPartition("alpr.hotlist", 1),
            42,
            0,
            null,
            null,
            null,
            null,
            "no",
            null));
    assertSays("KafkaException: odd", new KafkaException("odd"));
  }

  @Test
  void whatAProducerInErrorWrapsIsTold() {
    assertSays(
        "run it again when no other is at work",
        new KafkaException("in an error state", new ProducerFencedException("fenced")));
  }

  @Test
  void aLostCommitDoesNotClaimThatNothingChanged() {
    assertThat(TableException.unknownOutcome(new TimeoutException("60000 ms")))
        .hasMessageContaining("is not known")
        .hasMessageNotContaining("Nothing was changed");
  }

  @Test
  void aTransactionMayTakeAsLongAsItsChangesNeedAndBrokersAllow() {
    assertThat(TableTransaction.timeout(1)).isEqualTo(Duration.ofMinutes(1));
    assertThat(TableTransaction.timeout(1_000_000)).isEqualTo(Duration.ofSeconds(260));
    assertThat(TableTransaction.timeout(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));
  }

  private static void assertSays(String remedy, KafkaException cause) {
    assertThat(TableException.unchanged(cause))
        .hasMessageStartingWith("Nothing was changed. ")
        .hasMessageContaining(remedy);
  }
}
