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
 * Holds an access log against its hash chains and its signed checkpoints, in one pass: first all
 * checkpoints, then all records by chain and sequence. The first finding is the answer; what comes
 * after it has not been looked at.
 */
final class LogVerifier {

  private final PublicKeys keys;
  private final Leniency leniency;
  private final boolean whole;
  private final NavigableMap<String, Signed> signed = new TreeMap<>();

  private String chainId = "";
  private Link link = Link.START;
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

  /** How far a chain had come, by those who signed. */
  private static final class Signed {
    private final NavigableMap<Long, ByteBuffer> hashes = new TreeMap<>();

    /** Up to where the chain's own checkpoints go; −1 where another chain's names it only. */
    private long sealed = -1;

    private long longest() {
      return hashes.lastKey();
    }
  }

  Optional<Finding> checkpoint(AccessCheckpoint checkpoint) {
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
    checkpoints++;
    Optional<Finding> contradiction = expect(head);
    Signed own = signed.get(head.getChainId());
    own.sealed = Math.max(own.sealed, head.getRecords());
    return contradiction.isPresent() || checkpoint.getPrevious() == null
        ? contradiction
        : expect(checkpoint.getPrevious());
  }

  private Optional<Finding> expect(ChainHead head) {
    ByteBuffer known =
        signed
            .computeIfAbsent(head.getChainId(), id -> new Signed())
            .hashes
            .putIfAbsent(head.getRecords(), head.getHash());
    return known == null || known.equals(head.getHash())
        ? Optional.empty()
        : Optional.of(
            missing(head.getChainId(), lastOf(head), "two checkpoints contradict each other"));
  }

  Optional<Finding> record(AccessRecord record) {
    if (!record.getChainId().equals(chainId)) {
      Optional<Finding> before = begin(record);
      if (before.isPresent()) {
        return before;
      }
    }
    Optional<Flaw> flaw = link.flaw(record);
    if (flaw.isPresent()) {
      return Optional.of(finding(record, words(flaw.get())));
    }
    link = link.next(record);
    records++;
    Signed own = signed.get(chainId);
    if (own == null) {
      return Optional.empty();
    }
    if (link.sequence() > own.sealed) {
      unsealed++;
    }
    ByteBuffer hash = own.hashes.get(link.sequence());
    return hash == null || hash.equals(record.getHash())
        ? Optional.empty()
        : Optional.of(
            finding(record, "is not the record that was signed: the chain was written anew"));
  }

  private Optional<Finding> begin(AccessRecord first) {
    String next = first.getChainId();
    if (next.compareTo(chainId) < 0) {
      return Optional.of(finding(first, "was moved, or repeated: its chain has ended already"));
    }
    Optional<Finding> before = end(next);
    if (before.isPresent()) {
      return before;
    }
    chainId = next;
    link = Link.START;
    chains++;
    if (leniency.expired() && first.getSequence() > 0) {
      link = new Link(first.getSequence(), first.getPreviousHash());
      lateChains++;
    }
    if (!signed.containsKey(next) || signed.get(next).sealed < 0) {
      unsignedChains++;
      if (!leniency.unsigned()) {
        return Optional.of(
            finding(first, "nobody has signed its chain, which may have been put in"));
      }
    }
    return Optional.empty();
  }

  /** All records have been given. */
  Optional<Finding> end() {
    return end(null);
  }

  /** Settles the present chain, and those before the next one of which there is no record. */
  private Optional<Finding> end(String next) {
    Signed present = signed.get(chainId);
    if (present != null && present.longest() > link.sequence()) {
      return Optional.of(
          missing(
              chainId,
              link.sequence(),
              "the end of the chain was cut off: "
                  + present.longest()
                  + " records were signed, "
                  + link.sequence()
                  + " are here"));
    }
    NavigableMap<String, Signed> after = signed.tailMap(chainId, false);
    NavigableMap<String, Signed> absent = next == null ? after : after.headMap(next, false);
    return absent.entrySet().stream()
        .filter(entry -> entry.getValue().longest() > 0)
        .filter(entry -> whole || entry.getValue().sealed >= 0)
        .filter(entry -> !leniency.expired())
        .findFirst()
        .map(
            entry ->
                missing(
                    entry.getKey(),
                    0,
                    "the whole chain is missing: "
                        + entry.getValue().longest()
                        + " records were signed"));
  }

  Extent extent() {
    return new Extent(checkpoints, records, chains, unsealed, unsignedChains, lateChains);
  }

  private String words(Flaw flaw) {
    return switch (flaw) {
      case ALTERED -> "was altered: its fields do not give its hash";
      case GAP ->
          "does not come next: records from sequence "
              + link.sequence()
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
