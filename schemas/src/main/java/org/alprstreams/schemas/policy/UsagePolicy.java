package org.alprstreams.schemas.policy;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * The usage and privacy policy in force, Civil Code 1798.90.51(b): one agency's, or the strictest
 * of several. Every policy is complete in itself, as the code demands of each agency; the rule by
 * which two values merge stands with each record.
 *
 * @param sources the policies that this one was made of, the most local first
 * @param timeZone where days and months are counted; the same in all policies
 * @param publicMeetingRequired whether a camera may be activated only after a public meeting, Civil
 *     Code 1798.90.55(a); true if any policy says so
 * @param collects what may be derived from a frame and kept; what all policies allow
 * @param purposes what the system may be used for, by code; what all policies allow
 * @param roles who may use it, by role; those whom all policies admit
 * @param retention how long data is kept
 * @param optOut how opt-outs are treated
 * @param hotlists what may be compared with reads
 * @param sharing to whom data may go
 * @param alerts what an alert needs
 * @param audits how use is watched
 * @param accuracy how data is kept accurate and errors are corrected, Civil Code
 *     1798.90.51(b)(2)(F); the measures of all policies
 * @param prohibitedUses what the system must not be used for; what any policy prohibits
 */
public record UsagePolicy(
    SortedSet<PolicySource> sources,
    ZoneId timeZone,
    Boolean publicMeetingRequired,
    SortedSet<CollectedItem> collects,
    List<Purpose> purposes,
    List<AuthorisedRole> roles,
    Retention retention,
    OptOutRules optOut,
    HotlistRules hotlists,
    SharingRules sharing,
    AlertRules alerts,
    AuditRules audits,
    SortedSet<String> accuracy,
    SortedSet<String> prohibitedUses) {
  private static final String DEFAULTS = "/policy/los-altos-hills.yaml";

  public UsagePolicy {
    new Checks()
        .present("timeZone", timeZone, Checks.TIME_ZONE)
        .flag("publicMeetingRequired", publicMeetingRequired)
        .notEmpty("collects", collects, "one or more of " + Checks.names(CollectedItem.class))
        .notEmpty("purposes", purposes, "at least one purpose")
        .distinct("purposes", purposes, Purpose::code)
        .notEmpty("roles", roles, "at least one role")
        .distinct("roles", roles, AuthorisedRole::role)
        .section("retention", retention)
        .section("optOut", optOut)
        .section("hotlists", hotlists)
        .section("sharing", sharing)
        .section("alerts", alerts)
        .section("audits", audits)
        .texts("accuracy", accuracy)
        .texts("prohibitedUses", prohibitedUses)
        .orThrow();
    sources = Strictest.sorted(sources);
    collects = Strictest.sorted(collects);
    purposes = purposes.stream().sorted(Comparator.comparing(Purpose::code)).toList();
    roles = roles.stream().sorted(Comparator.comparing(AuthorisedRole::role)).toList();
    accuracy = Strictest.sorted(accuracy);
    prohibitedUses = Strictest.sorted(prohibitedUses);
  }

  /**
   * The Town of Los Altos Hills' policy, which comes with the product.
   *
   * @throws IOException if it cannot be read
   */
  public static UsagePolicy losAltosHills() throws IOException {
    return loadAll(List.of(UsagePolicy.class.getResource(DEFAULTS)));
  }

  /**
   * Reads the files and merges them, in whatever order.
   *
   * @throws InvalidPolicyException with everything that is wrong in all of the files, or if they
   *     leave nothing in common
   * @throws IOException if a file cannot be read
   */
  public static UsagePolicy load(List<Path> files) throws IOException {
    var urls = new ArrayList<URL>();
    for (var file : files) {
      urls.add(url(file));
    }
    return loadAll(urls);
  }

  /** As {@link #load}, from anywhere. */
  public static UsagePolicy loadAll(List<URL> files) throws IOException {
    return PolicyReader.read(files);
  }

  /** The policy under which everything that it allows is allowed by both. */
  public UsagePolicy strictest(UsagePolicy other) {
    if (!timeZone.equals(other.timeZone)) {
      new Checks()
          .wrong(
              "timeZone", "is both " + timeZone + " and " + other.timeZone, "one for all policies")
          .orThrow();
    }
    return new UsagePolicy(
        Strictest.all(sources, other.sources),
        timeZone,
        publicMeetingRequired || other.publicMeetingRequired,
        Strictest.common(collects, other.collects),
        Strictest.commonByCode(
            purposes, other.purposes, Purpose::code, (a, b) -> Optional.of(a.strictest(b))),
        Strictest.commonByCode(roles, other.roles, AuthorisedRole::role, AuthorisedRole::strictest),
        retention.strictest(other.retention),
        optOut.strictest(other.optOut),
        hotlists.strictest(other.hotlists),
        sharing.strictest(other.sharing),
        alerts.strictest(other.alerts),
        audits.strictest(other.audits),
        Strictest.all(accuracy, other.accuracy),
        Strictest.all(prohibitedUses, other.prohibitedUses));
  }

  /** Names and versions of all policies, as in {@code los-altos-hills 17-21 + county 7}. */
  public String version() {
    return sources.stream()
        .map(source -> source.name() + " " + source.version())
        .collect(Collectors.joining(" + "));
  }

  /** SHA-256, in lower-case hexadecimal, of what the policy says, however the files put it. */
  public String hash() {
    return Canonical.hash(this);
  }

  /** The first day on which any of the policies is in force: restrictions do not wait. */
  public LocalDate effectiveDate() {
    return sources.stream()
        .map(PolicySource::effectiveDate)
        .min(LocalDate::compareTo)
        .orElseThrow();
  }

  /** Title of the official custodian, by the most local policy. */
  public String custodianTitle() {
    return sources.first().custodianTitle();
  }

  /** The agency that runs the system: the most local policy's. */
  public String agency() {
    return sources.first().agency();
  }

  /** How long a read is kept, from capture. */
  public Duration readRetention() {
    return retention.reads();
  }

  /** How long a plate's image is kept, from capture; never longer than the read. */
  public Duration imageRetention() {
    return retention.images();
  }

  /** How long frames, looks and dead letters are kept, from capture. */
  public Duration transientRetention() {
    return retention.transientData();
  }

  /** How long access records and deletion receipts are kept, at the least. */
  public Duration auditRetention() {
    return retention.audit().upperBound();
  }

  /** When evidence collected then must be gone, unless a court orders otherwise. */
  public Instant evidenceUntil(Instant collectedAt) {
    return retention.evidence().end(collectedAt.atZone(timeZone)).toInstant();
  }

  /** A duration that evidence never outlives without a court's order. */
  public Duration evidenceRetentionUpperBound() {
    return retention.evidence().upperBound();
  }

  /** Whether a query may name this purpose. */
  public boolean isAuthorisedPurpose(String code) {
    return purpose(code).isPresent();
  }

  /** The purpose of this code, or empty if there is none. */
  public Optional<Purpose> purpose(String code) {
    return purposes.stream().filter(purpose -> purpose.code().equals(code)).findFirst();
  }

  /** The role of this code, or empty if nobody may hold it. */
  public Optional<AuthorisedRole> role(String code) {
    return roles.stream().filter(role -> role.role().equals(code)).findFirst();
  }

  /** The policy for the public, of strings, numbers, booleans, lists and maps only. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("version", version());
    document.put("hash", hash());
    document.put("effectiveDate", effectiveDate().toString());
    document.put("agency", agency());
    document.put("custodianTitle", custodianTitle());
    document.putAll(Canonical.document(this));
    return document;
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }
}
