package org.alprstreams.deploy;

import org.alprstreams.deploy.command.AlprCommand;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Entry point of the {@code alpr} command. */
public final class Main {

  private Main() {}

  /** Runs the command that the arguments name and exits with its code. */
  public static void main(String[] arguments) {
    // Some libraries log through the JDK, which would write to the terminal between our lines.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(AlprCommand.commandLine().execute(arguments));
  }
}
