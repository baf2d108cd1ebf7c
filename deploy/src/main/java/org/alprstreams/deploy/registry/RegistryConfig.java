package org.alprstreams.deploy.registry;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the embedded registry runs.
 *
 * @param home directory with {@code apicurio-registry-app-*-runner.jar} and the guard's jar's
 *     parent: what the build leaves in {@code deploy/target/app}
 * @param work its snapshots and temporary files
 * @param log its log file
 * @param bootstrapServers the broker that keeps its schemas
 * @param port it listens here, on the loopback interface only
 * @param heapMebibytes its largest heap
 * @param startTimeout how long it may take to become ready
 */
public record RegistryConfig(
    Path home,
    Path work,
    Path log,
    String bootstrapServers,
    int port,
    int heapMebibytes,
    Duration startTimeout) {

  static final String HOST = "localhost";

  public RegistryConfig {
    home = home.toAbsolutePath().normalize();
    work = work.toAbsolutePath().normalize();
    log = log.toAbsolutePath().normalize();
    if (!Files.isDirectory(home)) {
      throw new RegistryException(
          "There is no registry in "
              + home
              + "; build it with 'mvn -DskipTests package', or start by the alpr script, which does");
    }
  }

  /** Root of its HTTP interface. */
  public URI url() {
    return URI.create("http://" + HOST + ":" + port);
  }
}
