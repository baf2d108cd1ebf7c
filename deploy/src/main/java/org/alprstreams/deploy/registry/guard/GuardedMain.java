package org.alprstreams.deploy.registry.guard;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and ends the process when the parent does, however that ends: the parent
 * holds the other end of standard input, and the operating system closes it even after {@code kill
 * -9}.
 */
public final class GuardedMain {

  private GuardedMain() {}

  /**
   * @param arguments the main class, then its own arguments
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    if (arguments.length == 0) {
      throw new IllegalArgumentException("Name the class to run");
    }
    Thread guard = new Thread(GuardedMain::haltWithParent, "parent-guard");
    guard.setDaemon(true);
    guard.start();
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(arguments[0] + " failed", e.getCause());
    }
  }

  private static void haltWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever sent; only the end counts.
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end: the parent is gone.
    }
    // Its data is on the broker, so there is nothing to save, and an orderly end would wait for a
    // broker that has gone with the parent.
    Runtime.getRuntime().halt(0);
  }
}
