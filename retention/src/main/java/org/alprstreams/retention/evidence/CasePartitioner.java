package org.alprstreams.retention.evidence;

import java.util.Optional;
import java.util.Set;
import org.alprstreams.avro.Evidence;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends what concerns a case to the case's partition. */
final class CasePartitioner implements StreamPartitioner<String, Evidence> {

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, String key, Evidence value, int partitions) {
    return EvidenceKey.parse(key)
        .map(parsed -> Set.of(EvidenceKey.partition(parsed.caseNumber(), partitions)));
  }
}
