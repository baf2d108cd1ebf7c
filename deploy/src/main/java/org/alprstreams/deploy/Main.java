package org.alprstreams.deploy;

import org.alprstreams.deploy.command.AlprCommand;

/** Entry point of the {@code alpr} command. */
public final class Main {

  private Main() {}

  /** Runs the command that the arguments name and exits with its code. */
  public static void main(String[] arguments) {
    JdkLogging.redirect();
    System.exit(AlprCommand.commandLine().execute(arguments));
  }
}
