package org.alprstreams.deploy.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** The broker's directory: formatted once, recognised ever after. */
final class BrokerStorage {

  /** A broker that runs out of disk stops at once and may lose its last records: refuse before. */
  static final long LEAST_FREE_BYTES = 512L * 1024 * 1024;

  private static final String META_PROPERTIES = "meta.properties";

  private final Path directory;

  BrokerStorage(Path directory) {
    this.directory = directory;
  }

  /** Makes the directory ready and returns the id of the cluster it belongs to. */
  String prepare() {
    try {
      Files.createDirectories(directory);
      checkSpace(Files.getFileStore(directory).getUsableSpace());
      return Files.exists(directory.resolve(META_PROPERTIES)) ? recognise() : format();
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  static BrokerException unusable(Path directory, IOException e) {
    return new BrokerException(
        "The broker's directory "
            + directory
            + " cannot be used ("
            + e
            + "); check that it can be written, or set alpr.service.data-directory to another",
        e);
  }

  void checkSpace(long free) {
    if (free < LEAST_FREE_BYTES) {
      throw new BrokerException(
          "The disk of "
              + directory
              + " has "
              + free / (1024 * 1024)
              + " MiB left, and the broker needs "
              + LEAST_FREE_BYTES / (1024 * 1024)
              + " MiB to run safely; free some space, or set alpr.service.data-directory to another disk");
    }
  }

  private String recognise() throws IOException {
    Properties meta = new Properties();
    try (var in = Files.newBufferedReader(directory.resolve(META_PROPERTIES))) {
      meta.load(in);
    }
    String clusterId = meta.getProperty("cluster.id");
    String nodeId = meta.getProperty("node.id");
    if (clusterId == null || !String.valueOf(BrokerProperties.NODE_ID).equals(nodeId)) {
      throw new BrokerException(
          directory
              + " belongs to node "
              + nodeId
              + " of cluster "
              + clusterId
              + ", which this program has not made; set alpr.service.data-directory to a directory of its"
              + " own");
    }
    return clusterId;
  }

  private String format() throws IOException {
    String clusterId = Uuid.randomUuid().toString();
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(BrokerProperties.NODE_ID)
          .setClusterId(clusterId)
          .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
          .setMetadataLogDirectory(directory.toString())
          .setDirectories(List.of(directory.toString()))
          .run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new BrokerException("Kafka could not format " + directory, e);
    }
    return clusterId;
  }
}
