package org.alprstreams.service.access;

import java.nio.ByteBuffer;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.alprstreams.avro.AccessCheckpoint;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.ChainHead;
import org.alprstreams.service.access.AccessChain.Flaw;
import org.alprstreams.service.access.AccessChain.Link;

/**
 * Holds an access log against its hash chains and its signed checkpoints: first all checkpoints are
 * {@linkplain #vouched heard}, then each chain is gone through, its checkpoints where they stand
 * among its records. The first finding is the answer; what comes after it has not been looked at.
 *
 * <p>Of each chain it keeps no more than how far others say that it had come.
 */
final class LogVerifier {

  private final PublicKeys keys;
  private final Leniency leniency;
  private final boolean whole;

  /** How far chains had come, by those that came after them: hash by number of records. */
  private final NavigableMap<String, NavigableMap<Long, ByteBuffer>> named = new TreeMap<>();

  private Chain chain = new Chain("");
  private long checkpoints;
  private long records;
  private long chains;
  private long unsealed;
  private long unsignedChains;
  private long lateChains;

  /**
   * @param keys whose signatures count
   * @param whole whether the log is given whole, so that chains which others name must be there
   */
  LogVerifier(PublicKeys keys, Leniency leniency, boolean whole) {
    this.keys = keys;
    this.leniency = leniency;
    this.whole = whole;
  }

  /**
   * What else may be right.
   *
   * @param unsigned whether chains may have no checkpoint: they are from before there was a key
   * @param expired whether chains may begin late or be missing: their records have expired
   */
  record Leniency(boolean unsigned, boolean expired) {}

  /**
   * What is wrong.
   *
   * @param chainId the chain
   * @param sequence the place in it
   * @param recordId the record there, or empty where it is missing
   * @param what is wrong with it
   */
  record Finding(String chainId, long sequence, String recordId, String what) {}

  /**
   * How much was checked.
   *
   * @param unsealed records after the last checkpoint of their chain: chained, but not signed
   * @param unsignedChains chains without any checkpoint
   * @param lateChains chains whose first records have expired
   */
  record Extent(
      long checkpoints,
      long records,
      long chains,
      long unsealed,
      long unsignedChains,
      long lateChains) {}

  /** The chain that is gone through. */
  private static final class Chain {
    private final String id;
    private Link link = Link.START;

    /** Up to where its own checkpoints go; −1 without any. */
    private long sealed = -1;

    /** The last of its checkpoints whose records have expired, if any have. */
    private ChainHead expired;

    private AccessRecord first;
    private AccessRecord last;

    Chain(String id) {
      this.id = id;
    }
  }

  /** Hears what a checkpoint says of the chain before its own, if its signature holds. */
  Optional<Finding> vouched(AccessCheckpoint checkpoint) {
    ChainHead head = checkpoint.getHead();
    Optional<String> wrong =
        switch (keys.verify(checkpoint)) {
          case VALID -> Optional.empty();
          case INVALID -> Optional.of("the signature under its checkpoint is wrong");
          case UNKNOWN_KEY ->
              Optional.of("its checkpoint is signed with a key that is not among those given");
        };
    if (wrong.isPresent()) {
      return Optional.of(missing(head.getChainId(), lastOf(head), wrong.get()));
    }
    ChainHead before = checkpoint.getPrevious();
    if (before == null) {
      return Optional.empty();
    }
    ByteBuffer known =
        named
            .computeIfAbsent(before.getChainId(), id -> new TreeMap<>())
            .putIfAbsent(before.getRecords(), before.getHash());
    return known == null || known.equals(before.getHash())
        ? Optional.empty()
        : Optional.of(
            missing(before.getChainId(), lastOf(before), "two checkpoints contradict each other"));
  }

  /** A checkpoint, right behind the last record that it covers. */
  Optional<Finding> checkpoint(AccessCheckpoint checkpoint) {
    ChainHead head = checkpoint.getHead();
    Optional<Finding> before = enter(head.getChainId(), lastOf(head), "");
    if (before.isPresent()) {
      return before;
    }
    checkpoints++;
    long here = chain.link.sequence();
    chain.sealed = Math.max(chain.sealed, head.getRecords());
    if (head.getRecords() > here && leniency.expired() && chain.first == null) {
      chain.expired = head;
      return Optional.empty();
    }
    if (head.getRecords() > here) {
      return Optional.of(cutOff(head.getRecords()));
    }
    if (head.getRecords() < here) {
      return Optional.of(missing(chain.id, lastOf(head), "its checkpoint was moved"));
    }
    return head.getHash().equals(chain.link.previousHash())
        ? Optional.empty()
        : Optional.of(writtenAnew());
  }

  /** The next record of its chain. */
  Optional<Finding> record(AccessRecord record) {
    Optional<Finding> before =
        enter(record.getChainId(), record.getSequence(), record.getRecordId());
    if (before.isEmpty() && chain.first == null) {
      before = begin(record);
    }
    if (before.isPresent()) {
      return before;
    }
    Optional<Flaw> flaw = chain.link.flaw(record);
    if (flaw.isPresent()) {
      return Optional.of(finding(record, words(flaw.get())));
    }
    chain.link = chain.link.next(record);
    chain.last = record;
    records++;
    ByteBuffer hash = named().get(chain.link.sequence());
    return hash == null || hash.equals(record.getHash())
        ? Optional.empty()
        : Optional.of(writtenAnew());
  }

  private Optional<Finding> begin(AccessRecord first) {
    chain.first = first;
    chains++;
    if (leniency.expired() && first.getSequence() > 0) {
      chain.link = new Link(first.getSequence(), first.getPreviousHash());
      lateChains++;
    }
    ChainHead expired = chain.expired;
    if (expired == null) {
      return Optional.empty();
    }
    // Only what comes before the first record can have expired, and that goes on from there.
    if (expired.getRecords() > chain.link.sequence()) {
      return Optional.of(missing(chain.id, lastOf(expired), "its checkpoint was moved"));
    }
    return expired.getRecords() < chain.link.sequence()
            || expired.getHash().equals(chain.link.previousHash())
        ? Optional.empty()
        : Optional.of(finding(first, words(Flaw.UNLINKED)));
  }

  private Optional<Finding> enter(String next, long sequence, String recordId) {
    if (next.equals(chain.id)) {
      return Optional.empty();
    }
    if (next.compareTo(chain.id) < 0) {
      return Optional.of(
          new Finding(
              next, sequence, recordId, "was moved, or repeated: its chain has ended already"));
    }
    Optional<Finding> before = leave(Optional.of(next));
    chain = new Chain(next);
    return before;
  }

  /** All has been given. */
  Optional<Finding> end() {
    return leave(Optional.empty());
  }

  /** Settles the present chain, and those before the next one that are not there at all. */
  private Optional<Finding> leave(Optional<String> next) {
    boolean begun = chain.first != null;
    long longest = named().isEmpty() ? 0 : named().lastKey();
    if (longest > chain.link.sequence() && (begun || !leniency.expired())) {
      return Optional.of(cutOff(longest));
    }
    if (begun && chain.sealed < 0) {
      unsignedChains++;
      if (!leniency.unsigned()) {
        return Optional.of(
            finding(chain.first, "nobody has signed its chain, which may have been put in"));
      }
    } else if (begun) {
      long signed = Math.max(chain.sealed, Math.max(longest, chain.first.getSequence()));
      unsealed += chain.link.sequence() - signed;
    }
    return whole && !leniency.expired() ? absent(next) : Optional.empty();
  }

  /** A chain that another names, even one of no records: then what it names cannot be known. */
  private Optional<Finding> absent(Optional<String> next) {
    NavigableMap<String, NavigableMap<Long, ByteBuffer>> after = named.tailMap(chain.id, false);
    return next.map(id -> after.headMap(id, false)).orElse(after).entrySet().stream()
        .findFirst()
        .map(
            entry ->
                missing(
                    entry.getKey(),
                    0,
                    "the whole chain is missing: the one after it names it, with "
                        + entry.getValue().lastKey()
                        + " records"));
  }

  private NavigableMap<Long, ByteBuffer> named() {
    return named.getOrDefault(chain.id, new TreeMap<>());
  }

  Extent extent() {
    return new Extent(checkpoints, records, chains, unsealed, unsignedChains, lateChains);
  }

  private Finding cutOff(long signed) {
    return missing(
        chain.id,
        chain.link.sequence(),
        "records from here on are missing: " + signed + " of the chain were signed");
  }

  private Finding writtenAnew() {
    String what = "is not the record that was signed: the chain was written anew";
    return chain.last == null ? missing(chain.id, 0, what) : finding(chain.last, what);
  }

  private String words(Flaw flaw) {
    return switch (flaw) {
      case ALTERED -> "was altered: its fields do not give its hash";
      case GAP ->
          "does not come next: records from sequence "
              + chain.link.sequence()
              + " on are missing, or it was moved";
      case REPEATED -> "was repeated, or moved: its place in the chain is taken";
      case UNLINKED -> "does not continue the record before it: that one was replaced";
    };
  }

  private static Finding finding(AccessRecord record, String what) {
    return new Finding(record.getChainId(), record.getSequence(), record.getRecordId(), what);
  }

  private static Finding missing(String chainId, long sequence, String what) {
    return new Finding(chainId, sequence, "", what);
  }

  private static long lastOf(ChainHead head) {
    return Math.max(0, head.getRecords() - 1);
  }
}
