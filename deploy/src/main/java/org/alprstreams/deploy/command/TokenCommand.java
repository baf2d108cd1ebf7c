package org.alprstreams.deploy.command;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.signin.DemoTokens;
import org.alprstreams.service.signin.SignInSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sign-in for scripts, where standalone issues its own tokens. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = {
      "Print a bearer token for a role in standalone or the demo.",
      "It is signed with the key in the data directory; a cluster does not accept it."
    })
final class TokenCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ROLE", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Role role;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "demo",
      description = "As access records will name the user (default: ${DEFAULT-VALUE}).")
  private String user;

  @Option(
      names = "--valid-for",
      paramLabel = "DURATION",
      defaultValue = "PT8H",
      description = "ISO 8601 (default: ${DEFAULT-VALUE}).")
  private Duration validFor;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() throws IOException {
    Settings settings = options.loader().load();
    DemoTokens tokens =
        DemoTokens.open(
            settings.of(ServiceSettings.class).dataDirectory(),
            settings.of(SignInSettings.class),
            Clock.systemUTC());
    System.out.println(tokens.mint(user, Set.of(role), validFor));
    return ExitCode.CLEAN.code();
  }
}
