package org.alprstreams.retention.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.retention.query.ReadRef;

/**
 * What is asked of the instance that keeps a case or some reads; one of the five.
 *
 * @param copy to copy reads into a case
 * @param whole to give reads away, for that
 * @param page to list a case
 * @param piece to show one piece, images included
 * @param order to say what a court's order covers
 */
record EvidenceCall(
    Optional<Copy> copy,
    Optional<Whole> whole,
    Optional<Page> page,
    Optional<Piece> piece,
    Optional<Order> order) {

  private static final EvidenceCall NONE =
      new EvidenceCall(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  static EvidenceCall of(Copy copy) {
    return new EvidenceCall(Optional.of(copy), NONE.whole, NONE.page, NONE.piece, NONE.order);
  }

  static EvidenceCall of(Whole whole) {
    return new EvidenceCall(NONE.copy, Optional.of(whole), NONE.page, NONE.piece, NONE.order);
  }

  static EvidenceCall of(Page page) {
    return new EvidenceCall(NONE.copy, NONE.whole, Optional.of(page), NONE.piece, NONE.order);
  }

  static EvidenceCall of(Piece piece) {
    return new EvidenceCall(NONE.copy, NONE.whole, NONE.page, Optional.of(piece), NONE.order);
  }

  static EvidenceCall of(Order order) {
    return new EvidenceCall(NONE.copy, NONE.whole, NONE.page, NONE.piece, Optional.of(order));
  }

  /**
   * Copies reads into a case.
   *
   * @param reads whoever keeps them
   * @param caseNumber kept by the instance that is asked
   * @param by who attaches them
   * @param at when
   */
  record Copy(List<ReadRef> reads, String caseNumber, String by, Instant at) {}

  /**
   * Gives reads, whole.
   *
   * @param reads all kept by the instance that is asked
   * @param images whether with their images
   */
  record Whole(List<ReadRef> reads, boolean images) {}

  /**
   * Lists a case, newest first.
   *
   * @param caseNumber the case
   * @param before only what is older than this key, the last of the page before
   * @param limit how many at most, 1 or more
   */
  record Page(String caseNumber, Optional<EvidenceKey> before, int limit) {}

  /**
   * Shows one piece.
   *
   * @param key which
   */
  record Piece(EvidenceKey key) {}

  /**
   * Says what a court's order covers.
   *
   * @param caseNumbers cases whose evidence it holds
   * @param readIds reads that it holds in whatever case
   * @param partitions of evidence, all kept by the instance that is asked
   */
  record Order(Set<String> caseNumbers, Set<String> readIds, Set<Integer> partitions) {}
}
