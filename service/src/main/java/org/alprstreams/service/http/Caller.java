package org.alprstreams.service.http;

import io.javalin.http.Context;
import java.util.Objects;
import java.util.Set;

/**
 * Who makes a request, as the sign-in established it.
 *
 * @param username the user's name within the organisation, for access records (Civil Code
 *     1798.90.52(a)); never logged
 * @param organisation the user's organisation, for access records
 * @param roles the designations held, at least one
 */
public record Caller(String username, String organisation, Set<Role> roles) {

  static final String ATTRIBUTE = "alpr.caller";

  public Caller {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(organisation, "organisation");
    roles = Set.copyOf(roles);
  }

  /**
   * The caller of a request on a route that needs a permission.
   *
   * @throws IllegalStateException on an open route, which has no caller
   */
  public static Caller of(Context context) {
    Caller caller = context.attribute(ATTRIBUTE);
    if (caller == null) {
      throw new IllegalStateException(
          "No caller: the route " + context.path() + " is open, register it with a permission");
    }
    return caller;
  }

  /** Whether any of the roles permits it. */
  public boolean may(Permission permission) {
    return roles.stream().anyMatch(role -> role.permits(permission));
  }
}
