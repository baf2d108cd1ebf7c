package org.alprstreams.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Counts answers by what they are, and keeps those that may not be. */
final class Tally {

  /** What an answer is. */
  enum Kind {
    /** Right and complete, and nothing else is said. */
    WHOLE,
    /** Right and complete, from a standby, as it says. */
    STALE,
    /** Lacks what standbys may lack, as it says. */
    STALE_AND_LACKING,
    /** Right but for the partitions that it names. */
    PARTIAL,
    /** 503. */
    UNAVAILABLE,
    /** No answer, of one that is dead or dying. */
    NO_CONNECTION,
    /** Anything else. */
    WRONG
  }

  private final KnownReads known;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<String> answered = new ConcurrentLinkedQueue<>();

  Tally(KnownReads known) {
    this.known = known;
  }

  void add(Question question, HttpResponse<byte[]> answer) throws IOException {
    Kind kind =
        switch (answer.statusCode()) {
          case 200 -> kind(question, Instance.parse(answer));
          case 503 -> Kind.UNAVAILABLE;
          default -> Kind.WRONG;
        };
    if (answer.statusCode() == 200) {
      answered.add(question.caseNumber());
    }
    if (kind == Kind.WRONG) {
      failures.add(question + " is answered with " + new String(answer.body()));
    }
    count(kind);
  }

  void noConnection() {
    count(Kind.NO_CONNECTION);
  }

  /** No answer within the time for one. */
  void late(Question question) {
    failures.add(question + " is not answered in time");
    count(Kind.WRONG);
  }

  private Kind kind(Question question, JsonNode answer) {
    List<String> readIds = answer.at("/reads").findValuesAsText("readId");
    boolean stale = answer.at("/stale").asBoolean();
    boolean partial = answer.at("/partial").asBoolean();
    List<Integer> missing = new ArrayList<>();
    answer.at("/missingPartitions").forEach(partition -> missing.add(partition.asInt()));
    List<String> expected =
        question.readIds().stream().filter(id -> !known.isIn(id, missing)).toList();
    boolean toldRight =
        partial != missing.isEmpty()
            && stale != answer.at("/staleBy").isEmpty()
            && (question.allowPartial() || !partial)
            && (question.allowStale() || !stale);
    boolean right = readIds.equals(expected);
    if (!toldRight || !right && !(stale && isWithin(readIds, expected))) {
      return Kind.WRONG;
    }
    if (!right) {
      return Kind.STALE_AND_LACKING;
    }
    return partial ? Kind.PARTIAL : stale ? Kind.STALE : Kind.WHOLE;
  }

  /** Some of the expected, in their order. */
  private static boolean isWithin(List<String> readIds, List<String> expected) {
    return readIds.equals(expected.stream().filter(readIds::contains).toList());
  }

  private synchronized void count(Kind kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  synchronized int count(Collection<Kind> kinds) {
    return kinds.stream().mapToInt(kind -> counts.getOrDefault(kind, 0)).sum();
  }

  /** Answers that are wrong, with their questions. */
  Collection<String> failures() {
    return failures;
  }

  /** Case numbers of queries that were answered. */
  Collection<String> answered() {
    return answered;
  }

  synchronized void print(String when) {
    System.out.println("Answers so far, " + when + ": " + counts);
  }
}
