package org.alprstreams.benchmarks.throughput;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.deploy.JdkLogging;
import org.alprstreams.deploy.broker.BrokerConfig;
import org.alprstreams.deploy.broker.EmbeddedBroker;

/** The product's own broker in a process of its own, on a core of its own where there are two. */
public final class BrokerProcess implements AutoCloseable {

  private static final String READY = "ready";

  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /** Where it takes connections. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Runs a broker until its standard input ends.
   *
   * @param args directory, port, controller's port
   */
  public static void main(String[] args) throws IOException {
    JdkLogging.redirect();
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(
            new BrokerConfig(
                Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2])))) {
      System.out.println(READY + " " + broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // Until whoever started it is gone.
      }
    }
  }

  /**
   * Starts one and returns when it takes connections.
   *
   * @param core to which it is bound with taskset, or empty for any
   */
  public static BrokerProcess start(Path directory, int port, int controllerPort, String core)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (!core.isEmpty()) {
      command.addAll(List.of("taskset", "-c", core));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerProcess.class.getName(),
            directory.toString(),
            String.valueOf(port),
            String.valueOf(controllerPort)));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    var lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(READY)) {
        Thread rest = new Thread(() -> lines.lines().forEach(l -> {}), "broker-output");
        rest.setDaemon(true);
        rest.start();
        return new BrokerProcess(process, line.substring(READY.length()).strip());
      }
    }
    throw new IOException("The broker ended before it was ready.");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
