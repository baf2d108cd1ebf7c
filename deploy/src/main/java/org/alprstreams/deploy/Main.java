package org.alprstreams.deploy;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.alprstreams.deploy.command.AlprCommand;

/** Entry point of the {@code alpr} command. */
public final class Main {

  /**
   * The registry's client reports every lookup through the JDK's own logging, which ends on the
   * terminal. Held here because the JDK forgets settings of loggers that nobody holds.
   */
  private static final Logger REGISTRY_CLIENT = Logger.getLogger("io.apicurio");

  private Main() {}

  /** Runs the command that the arguments name and exits with its code. */
  public static void main(String[] arguments) {
    REGISTRY_CLIENT.setLevel(Level.SEVERE);
    System.exit(AlprCommand.commandLine().execute(arguments));
  }
}
