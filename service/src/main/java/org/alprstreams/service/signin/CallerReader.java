package org.alprstreams.service.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.Denied;
import org.alprstreams.service.http.Problem;
import org.alprstreams.service.http.Role;

/** Reads who the caller is from a valid token's claims, and bars those whose training ran out. */
final class CallerReader {

  /** Roles of machines and of those who see no read; the policy asks no training of them. */
  private static final Set<Role> UNTRAINED = EnumSet.of(Role.CAMERA, Role.MAINTAINER);

  private final SignInSettings settings;
  private final Predicate<Role> admitted;
  private final ZoneId zone;
  private final Clock clock;

  /**
   * @param admitted whether the usage policy lets anyone hold a role
   * @param zone where the days of a training are counted: the policy's, whose people are trained
   */
  CallerReader(SignInSettings settings, Predicate<Role> admitted, ZoneId zone, Clock clock) {
    this.settings = settings;
    this.admitted = admitted;
    this.zone = zone;
    this.clock = clock;
  }

  Caller read(JWTClaimsSet claims) {
    Set<Role> roles =
        strings(claims.getClaim(settings.rolesClaim()))
            .map(Role::named)
            .flatMap(Optional::stream)
            .filter(admitted)
            .collect(Collectors.toUnmodifiableSet());
    Caller caller =
        new Caller(
            text(claims.getClaim(settings.usernameClaim())).orElseGet(claims::getSubject),
            text(claims.getClaim(settings.organisationClaim()))
                .orElse(settings.defaultOrganisation()),
            roles);
    if (!UNTRAINED.containsAll(roles)) {
      requireTraining(caller, claims.getClaim(settings.trainingClaim()));
    }
    return caller;
  }

  private void requireTraining(Caller caller, Object claim) {
    if (claim == null && !settings.trainingRequired()) {
      return;
    }
    Instant until =
        expiry(claim)
            .orElseThrow(
                () ->
                    barred(
                        caller,
                        "TRAINING_NOT_STATED",
                        "Your sign-in says nothing readable about your training; ask your"
                            + " organisation to add it"));
    if (!clock.instant().isBefore(until)) {
      throw barred(
          caller, "TRAINING_EXPIRED", "Your training has run out; renew it to be let in again");
    }
  }

  private static Denied barred(Caller caller, String reason, String detail) {
    return new Denied(caller, reason, new Problem(403, "Training not valid", detail));
  }

  private Optional<Instant> expiry(Object claim) {
    if (claim instanceof Number seconds) {
      return Optional.of(Instant.ofEpochSecond(seconds.longValue()));
    }
    if (claim instanceof String date) {
      try {
        return Optional.of(LocalDate.parse(date).plusDays(1).atStartOfDay(zone).toInstant());
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Stream<String> strings(Object claim) {
    if (claim instanceof Collection<?> values) {
      return values.stream().filter(String.class::isInstance).map(String.class::cast);
    }
    return claim instanceof String value ? Stream.of(value.split("\\s+")) : Stream.of();
  }

  private static Optional<String> text(Object claim) {
    return claim instanceof String value && !value.isBlank()
        ? Optional.of(value)
        : Optional.empty();
  }
}
