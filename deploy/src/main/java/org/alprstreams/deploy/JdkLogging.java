package org.alprstreams.deploy;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** What libraries log through the JDK, whose own way is to write it all to the terminal. */
public final class JdkLogging {

  private JdkLogging() {}

  /** Leads it to where everything else is logged; to be called first in a process. */
  public static void redirect() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
