package org.alprstreams.retention.release;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.retention.query.RecordedAccess;
import org.alprstreams.retention.query.RecordedAccess.Request;
import org.alprstreams.retention.query.Responses;
import org.alprstreams.schemas.policy.Recipient;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.http.Problem;

/**
 * To whom data may go: the agency that runs the system, and public agencies that the policy names
 * (Civil Code 1798.90.55(b)). Nobody else.
 */
final class Recipients {

  private static final String OWN_BASIS = "The agency's own investigation";

  private final UsagePolicy policy;
  private final RecordedAccess access;

  Recipients(UsagePolicy policy, RecordedAccess access) {
    this.policy = policy;
    this.access = access;
  }

  /**
   * The recipient that is wanted, with the law by which it may have the data.
   *
   * @param asked for the record of a refusal
   * @throws Problem 403 for one that the policy does not name, 400 without that one's request
   */
  Recipient permitted(Wanted wanted, Request asked) {
    if (wanted.recipient() == null || wanted.recipient().equals(policy.agency())) {
      return new Recipient(policy.agency(), OWN_BASIS);
    }
    Optional<Recipient> listed =
        policy.sharing().recipients().stream()
            .filter(recipient -> recipient.agency().equals(wanted.recipient()))
            .findFirst();
    if (listed.isEmpty()) {
      Map<String, String> elements = new HashMap<>(asked.elements());
      elements.put("recipient", wanted.recipient());
      access.refused(asked.with(elements), "RECIPIENT_NOT_LISTED");
      throw new Problem(
          403,
          "Recipient not permitted",
          "Data goes to public agencies that the usage policy names, with a legal basis; this"
              + " one is not among them.");
    }
    if (wanted.request() == null) {
      throw Responses.badParameter("request is missing: the recipient's request, by reference.");
    }
    return listed.get();
  }
}
