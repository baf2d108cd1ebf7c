package org.alprstreams.service.access;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.AccessRecord;

/**
 * Checks chains of access records: what was changed, dropped or moved breaks the chain at that
 * place. Records cut off a chain's end leave no gap; {@link LogVerifier} holds the chains against
 * their signed checkpoints as well.
 */
public final class AccessChain {

  private AccessChain() {}

  /** What is wrong with a record. */
  public enum Flaw {
    /** Its fields do not give its hash: it was changed. */
    ALTERED,
    /** Records before it are missing: they were dropped, or it was moved. */
    GAP,
    /** Its place in the chain is taken: it was repeated or moved. */
    REPEATED,
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
      if (!Arrays.equals(CanonicalRecord.hash(record), CanonicalBytes.copy(record.getHash()))) {
        return Optional.of(Flaw.ALTERED);
      }
      if (record.getSequence() != sequence) {
        return Optional.of(record.getSequence() > sequence ? Flaw.GAP : Flaw.REPEATED);
      }
      return record.getPreviousHash().equals(previousHash)
          ? Optional.empty()
          : Optional.of(Flaw.UNLINKED);
    }
  }
}
