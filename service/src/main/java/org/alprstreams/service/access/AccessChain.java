package org.alprstreams.service.access;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.AccessRecord;

/**
 * Checks chains of access records: what was changed, dropped or moved breaks the chain at that
 * place. Records cut off a chain's end leave no gap; only a checkpoint kept elsewhere shows those.
 */
public final class AccessChain {

  private AccessChain() {}

  /** What is wrong with a record. */
  public enum Flaw {
    /** Its fields do not give its hash: it was changed. */
    ALTERED,
    /** It is not the next of its chain: records before it are missing, repeated or moved. */
    OUT_OF_SEQUENCE,
    /** It does not continue the record before it: that one was replaced. */
    UNLINKED
  }

  /**
   * The first bad record.
   *
   * @param position its place among the records given, from 0
   * @param chainId its chain
   * @param sequence the place in the chain that it claims
   * @param recordId its id
   * @param flaw what is wrong
   */
  public record BadRecord(
      long position, String chainId, long sequence, String recordId, Flaw flaw) {}

  /**
   * Checks records of any number of chains, each whole from its beginning and in its own order;
   * chains may be mixed.
   *
   * @return the first bad record, or empty where all is well
   */
  public static Optional<BadRecord> verify(Iterable<AccessRecord> records) {
    Map<String, Link> links = new HashMap<>();
    long position = 0;
    for (AccessRecord record : records) {
      Link link = links.getOrDefault(record.getChainId(), Link.START);
      Optional<Flaw> flaw = link.flaw(record);
      if (flaw.isPresent()) {
        return Optional.of(
            new BadRecord(
                position,
                record.getChainId(),
                record.getSequence(),
                record.getRecordId(),
                flaw.get()));
      }
      links.put(record.getChainId(), link.next(record));
      position++;
    }
    return Optional.empty();
  }

  /** Where a chain goes on. */
  record Link(long sequence, ByteBuffer previousHash) {

    static final Link START = new Link(0, ByteBuffer.wrap(new byte[CanonicalRecord.HASH_BYTES]));

    Link next(AccessRecord record) {
      return new Link(sequence + 1, record.getHash().duplicate());
    }

    Optional<Flaw> flaw(AccessRecord record) {
      if (!Arrays.equals(CanonicalRecord.hash(record), CanonicalRecord.bytes(record.getHash()))) {
        return Optional.of(Flaw.ALTERED);
      }
      if (record.getSequence() != sequence) {
        return Optional.of(Flaw.OUT_OF_SEQUENCE);
      }
      return record.getPreviousHash().equals(previousHash)
          ? Optional.empty()
          : Optional.of(Flaw.UNLINKED);
    }
  }
}
