package org.alprstreams.retention.evidence;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.Investigation;

/** A case's evidence for whoever releases it; whoever asks records the access. */
public final class CaseEvidence {

  private static final int PAGE = 1000;

  private final EvidenceRouter router;
  private final Books books;

  CaseEvidence(EvidenceRouter router, Books books) {
    this.router = router;
    this.books = books;
  }

  /**
   * The case of this number.
   *
   * @throws org.alprstreams.service.http.Problem 400 for what is no case number, 404 where there is
   *     no such case
   */
  public Investigation investigation(String caseNumber) {
    return CaseRoutes.found(books, Bodies.caseNumber(caseNumber));
  }

  /**
   * All its pieces, newest first.
   *
   * @throws org.alprstreams.retention.query.ReadsUnavailable if their owner does not answer
   */
  public List<EvidenceJson> all(String caseNumber, Context caller) {
    List<EvidenceJson> all = new ArrayList<>();
    List<EvidenceJson> page;
    do {
      Optional<EvidenceKey> before =
          all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).key());
      page = router.page(new EvidenceCall.Page(caseNumber, before, PAGE), caller);
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }

  /**
   * A piece with its images, or empty where it is not kept any more.
   *
   * @throws org.alprstreams.retention.query.ReadsUnavailable if its owner does not answer
   */
  public Optional<PieceJson> piece(EvidenceJson entry, Context caller) {
    return router.piece(new EvidenceCall.Piece(entry.key()), caller);
  }
}
