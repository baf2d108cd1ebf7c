package org.alprstreams.matching.hotlist;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.LookBack;
import org.alprstreams.schemas.identity.DerivedId;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.policy.CategoryTreatment;
import org.alprstreams.schemas.policy.Purpose;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * An order to look back over kept reads: says whether the usage policy allows it, and hands it to
 * the service that keeps the reads. That service asks the policy again, for it has to answer for
 * it.
 */
final class OrderedLookBack {

  /**
   * How long after it was added an entry may not meet every read yet. Reads captured until then are
   * looked at too; one that both ways find raises one alert, since its id is the same.
   */
  static final Duration EFFECTIVE_WITHIN = Duration.ofSeconds(5);

  private static final int LONGEST_CASE_NUMBER = 64;

  private final KafkaClients kafka;
  private final UsagePolicy policy;
  private final Duration longest;
  private final String user;
  private final LookBackOrder order;

  /**
   * @param longest how far back an order may reach; zero where the policy allows none
   */
  OrderedLookBack(
      KafkaClients kafka, UsagePolicy policy, Duration longest, String user, LookBackOrder order) {
    this.kafka = kafka;
    this.policy = policy;
    this.longest = longest;
    this.user = user;
    this.order = order;
  }

  /** Why it is refused whatever else the entry says, or empty if it is not. */
  Optional<String> refusal(String plate) {
    if (!policy.hotlists().lookBackAllowed()) {
      return Optional.of("The usage policy does not allow looking back over kept reads.");
    }
    if (order.span().isNegative() || order.span().isZero()) {
      return Optional.of("Look back for more than zero, such as PT24H.");
    }
    if (order.span().compareTo(longest) > 0) {
      return Optional.of(
          "Look back for "
              + longest
              + " at most, which is what alpr.topics.longest-look-back"
              + " and the time that reads are kept leave.");
    }
    if (PartialPlate.isMeant(plate)) {
      return Optional.of(
          "Reads can be looked back for a whole plate only, not for one with ? or *: that would"
              + " mean to look at everybody's.");
    }
    return purposeRefusal();
  }

  private Optional<String> purposeRefusal() {
    Optional<Purpose> purpose = policy.purpose(order.purpose());
    if (purpose.isEmpty()) {
      return Optional.of("The usage policy authorises these purposes: " + purposes() + ".");
    }
    if (purpose.get().requiresCaseNumber() && order.caseNumber().isEmpty()) {
      return Optional.of("The purpose " + purpose.get().code() + " needs a case number.");
    }
    return order
        .caseNumber()
        .filter(
            number ->
                number.isBlank()
                    || number.length() > LONGEST_CASE_NUMBER
                    || number.chars().anyMatch(Character::isISOControl))
        .map(number -> "A case number has 1 to " + LONGEST_CASE_NUMBER + " printable characters.");
  }

  /** Why nothing would come of looking back for this entry, or empty if something may. */
  Optional<String> refusal(HotlistEntry entry, Instant now) {
    if (policy.hotlists().treatmentOf(entry.getCategory().name()) != CategoryTreatment.ALERTABLE) {
      return Optional.of("Entries of this category raise no alert, so no read is looked at.");
    }
    return MatchRules.isInForce(entry, now)
        ? Optional.empty()
        : Optional.of("The entry is not in force now, so no read is looked at.");
  }

  /**
   * Hands it over.
   *
   * @throws KafkaException if it was not taken
   */
  LookBack request(HotlistEntry entry, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    LookBack request =
        LookBack.newBuilder()
            .setLookBackId(DerivedId.of("look-back", entry.getEntryId(), at.toString(), user))
            .setEntryId(entry.getEntryId())
            .setPlateText(entry.getPlateText())
            .setPlateKey(entry.getPlateKey())
            .setFrom(at.minus(order.span()))
            .setUntil(at.plus(EFFECTIVE_WITHIN))
            .setRequestedBy(user)
            .setOrganisation(policy.agency())
            .setPurpose(order.purpose())
            .setCaseNumber(order.caseNumber().orElse(null))
            .setRequestedAt(at)
            .build();
    try (Producer<String, LookBack> producer = kafka.producer(Topics.LOOK_BACKS, Map.of())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.LOOK_BACKS.name(),
                  null,
                  at.toEpochMilli(),
                  request.getPlateKey(),
                  request))
          .get();
    } catch (ExecutionException e) {
      throw new KafkaException("The request to look back was not acknowledged.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while a look-back was requested.", e);
    }
    return request;
  }

  private String purposes() {
    List<String> codes = policy.purposes().stream().map(Purpose::code).toList();
    return String.join(", ", codes);
  }
}
