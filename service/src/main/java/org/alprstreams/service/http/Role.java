package org.alprstreams.service.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A designation by the usage policy, and what it permits (Civil Code 1798.90.51(b)(2)(B)). Nothing
 * is permitted that is not listed here.
 */
public enum Role {
  /** Takes alerts and acts on them. */
  DISPATCHER(Permission.VIEW_ALERTS, Permission.ACT_ON_ALERTS),
  /** Queries reads for a stated purpose. */
  ANALYST(Permission.VIEW_ALERTS, Permission.QUERY_READS, Permission.CORRECT_READS),
  /** Works cases: queries, and acts on alerts of its cases. */
  INVESTIGATOR(
      Permission.VIEW_ALERTS,
      Permission.ACT_ON_ALERTS,
      Permission.QUERY_READS,
      Permission.MANAGE_CASES,
      Permission.CORRECT_READS),
  /** Watches the watchers; sees records of access, no reads. */
  OVERSIGHT(Permission.VIEW_AUDIT),
  /** Keeps lists and cameras; sees no reads. */
  ADMINISTRATOR(Permission.MANAGE_LISTS, Permission.MANAGE_CAMERAS),
  /** Keeps the system running; no plate, no image. */
  MAINTAINER(Permission.VIEW_METRICS),
  /** A camera's machine identity. */
  CAMERA(Permission.SUBMIT_FRAMES);

  private final Set<Permission> permissions;

  Role(Permission... permissions) {
    this.permissions = Set.of(permissions);
  }

  /** What this role permits. */
  public Set<Permission> permissions() {
    return permissions;
  }

  /** Whether this role permits it. */
  public boolean permits(Permission permission) {
    return permissions.contains(permission);
  }

  /** The role of this name, in any case; empty for a name that is no role. */
  public static Optional<Role> named(String name) {
    return Stream.of(values())
        .filter(role -> role.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst();
  }
}
