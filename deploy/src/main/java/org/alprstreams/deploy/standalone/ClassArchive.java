package org.alprstreams.deploy.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.alprstreams.deploy.HealthProbe;
import org.alprstreams.deploy.command.AlprCommand;
import org.alprstreams.deploy.registry.EmbeddedRegistry;

/**
 * A standalone that ends as soon as it is ready. The launcher runs it once after a build with
 * {@code -XX:ArchiveClassesAtExit}, so that the JVM keeps the loaded classes in a file and later
 * starts need not load them again (JEP 350).
 */
public final class ClassArchive {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private ClassArchive() {}

  /**
   * Exits with 0 if the standalone came up, with 1 if not.
   *
   * @param args a directory for the standalone's data, which the caller removes; and the home that
   *     the build left
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.setProperty(EmbeddedRegistry.RECORD_CLASSES, "true");
    int http = freePort();
    int broker = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                "standalone",
                "--set=alpr.service.data-directory=" + Path.of(args[0]),
                "--set=alpr.standalone.home=" + Path.of(args[1]),
                "--set=alpr.http.port=" + http,
                "--set=alpr.standalone.broker-port=" + broker,
                "--set=alpr.standalone.controller-port=" + freePort(),
                "--set=alpr.standalone.registry-port=" + freePort()));
    Thread standalone =
        new Thread(
            () -> AlprCommand.commandLine().execute(command.toArray(String[]::new)), "standalone");
    standalone.setDaemon(true);
    standalone.start();
    URI ready = URI.create("http://localhost:" + http + "/health/ready");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean up = false;
    while (!up && standalone.isAlive() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      up = HealthProbe.healthy(ready);
    }
    System.exit(up && archiveRegistry(Path.of(args[1])) ? 0 : 1);
  }

  /** Has the registry, our only child, write its archive; this JVM writes its own at its end. */
  private static boolean archiveRegistry(Path home) throws IOException, InterruptedException {
    ProcessHandle registry = ProcessHandle.current().children().findFirst().orElseThrow();
    return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(registry.pid()),
                "VM.cds",
                "dynamic_dump",
                home.resolve(EmbeddedRegistry.CLASS_ARCHIVE).toString())
            .inheritIO()
            .start()
            .waitFor()
        == 0;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
