package org.alprstreams.schemas.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reads policy files into records, and tells everything that is wrong with all of them at once. */
final class PolicyReader {
  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PolicyReader() {}

  /**
   * Reads and merges.
   *
   * @throws InvalidPolicyException if there is no file, or anything is wrong with one
   * @throws IOException if a file cannot be read
   */
  static UsagePolicy read(List<URL> files) throws IOException {
    var problems = new ArrayList<PolicyProblem>();
    var policies = new ArrayList<UsagePolicy>();
    for (var file : files) {
      var found = new ArrayList<PolicyProblem>();
      policies.add(policy(file, found));
      causes(found).forEach(problem -> problems.add(problem.in(file.toString())));
    }
    if (files.isEmpty()) {
      problems.add(new PolicyProblem("", PolicyProblem.MISSING, "at least one policy file"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidPolicyException(problems);
    }
    try {
      return policies.stream().reduce(UsagePolicy::strictest).orElseThrow();
    } catch (InvalidPolicyException e) {
      throw new InvalidPolicyException(
          e.problems().stream().map(problem -> problem.in("the policies together")).toList());
    }
  }

  private static UsagePolicy policy(URL file, List<PolicyProblem> problems) throws IOException {
    try (var in = file.openStream()) {
      return new YamlSection(YAML.readTree(in), "", problems).read(PolicyReader::policy);
    } catch (JsonProcessingException e) {
      problems.add(new PolicyProblem("", "is not YAML: " + e.getMessage(), "one YAML document"));
      return null;
    }
  }

  private static List<PolicyProblem> causes(List<PolicyProblem> problems) {
    var causes = new ArrayList<PolicyProblem>();
    problems.stream()
        .filter(problem -> causes.stream().noneMatch(problem::followsFrom))
        .forEach(causes::add);
    return causes;
  }

  private static UsagePolicy policy(YamlSection file) {
    var sources = new TreeSet<PolicySource>();
    var source = file.part(PolicyReader::source);
    if (source != null) {
      sources.add(source);
    }
    return new UsagePolicy(
        sources,
        file.zone("timeZone"),
        file.flag("publicMeetingRequired"),
        file.some("collects", CollectedItem.class),
        file.sections("purposes", PolicyReader::purpose),
        file.sections("roles", PolicyReader::role),
        file.section("retention", PolicyReader::retention),
        file.section("optOut", section -> new OptOutRules(section.flag("overrideForStolen"))),
        file.section("hotlists", PolicyReader::hotlists),
        file.section("sharing", PolicyReader::sharing),
        file.section("alerts", PolicyReader::alerts),
        file.section("audits", PolicyReader::audits),
        file.texts("accuracy"),
        file.texts("prohibitedUses"));
  }

  private static PolicySource source(YamlSection file) {
    return new PolicySource(
        file.text("name"),
        file.text("version"),
        file.date("effectiveDate"),
        file.one("jurisdiction", Jurisdiction.class),
        file.text("agency"),
        file.text("custodianTitle"));
  }

  private static Purpose purpose(YamlSection section) {
    return new Purpose(
        section.text("code"), section.text("description"), section.flag("requiresCaseNumber"));
  }

  private static AuthorisedRole role(YamlSection section) {
    return new AuthorisedRole(
        section.text("role"),
        section.texts("designations"),
        section.texts("training"),
        section.period("trainingValidFor"));
  }

  private static Retention retention(YamlSection section) {
    return new Retention(
        section.duration("reads"),
        section.duration("images"),
        section.period("evidence"),
        section.duration("transient"),
        section.period("audit"),
        section.texts("destruction"));
  }

  private static HotlistRules hotlists(YamlSection section) {
    return new HotlistRules(
        section.texts("alertableCategories"),
        section.texts("notAlertableCategories"),
        section.texts("refusedCategories"),
        section.flag("lookBackAllowed"),
        section.share("maxBadRowShare"),
        section.share("maxShrinkShare"),
        section.duration("staleAfter"));
  }

  private static SharingRules sharing(YamlSection section) {
    return new SharingRules(recipients(section), section.texts("restrictions"));
  }

  private static TreeSet<Recipient> recipients(YamlSection section) {
    var recipients =
        section.sections(
            "recipients", item -> new Recipient(item.text("agency"), item.text("legalBasis")));
    return recipients == null ? null : new TreeSet<>(recipients);
  }

  private static AlertRules alerts(YamlSection section) {
    return new AlertRules(
        section.some("requiredChecks", AlertCheck.class), section.count("maxDifferences"));
  }

  private static AuditRules audits(YamlSection section) {
    return new AuditRules(
        section.period("period"), section.count("sampleSize"), section.texts("monitoring"));
  }
}
