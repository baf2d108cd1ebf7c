package org.alprstreams.recognition.neural;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The three networks. They are shared by all workers: weights lie in memory once.
 *
 * @param detector proposes places of plates
 * @param refiner tells plates from others and finds their corners
 * @param reader spells rectified plates
 * @param version of the weights: the first eight digits of the manifest's SHA-256
 */
record Models(Network detector, Network refiner, Network reader, String version)
    implements AutoCloseable {

  /**
   * Loads the networks that belong to this build.
   *
   * @throws IllegalStateException when a file is missing, is not what the manifest says or can't be
   *     loaded
   * @throws UnsupportedOperationException when ONNX Runtime has no library for this machine
   */
  static Models load() {
    return load(ModelFiles.ofThisBuild());
  }

  static Models load(ModelFiles files) {
    OrtEnvironment environment = environment();
    List<Network> loaded = new ArrayList<>();
    try {
      loaded.add(network(environment, files, "detector", "image", Set.of("heat", "corners")));
      loaded.add(network(environment, files, "refiner", "patches", Set.of("plate", "corners")));
      loaded.add(network(environment, files, "reader", "plates", Set.of("probabilities")));
      return new Models(loaded.get(0), loaded.get(1), loaded.get(2), files.version());
    } catch (RuntimeException e) {
      loaded.forEach(Network::close);
      throw e;
    }
  }

  /** Unpacks and loads ONNX Runtime's library; the second call returns at once. */
  static OrtEnvironment environment() {
    try {
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      // Official builds for Windows report to Microsoft unless told not to.
      environment.setTelemetry(false);
      return environment;
    } catch (OrtException | LinkageError e) {
      throw new UnsupportedOperationException(
          "ONNX Runtime can't be started on %s %s (%s). Set alpr.recognition.engine=classical, or"
                  .formatted(
                      System.getProperty("os.name"), System.getProperty("os.arch"), e.getMessage())
              + " use Linux or macOS on x86_64 or arm64, or Windows on x86_64",
          e);
    }
  }

  @Override
  public void close() {
    detector.close();
    refiner.close();
    reader.close();
  }

  private static Network network(
      OrtEnvironment environment,
      ModelFiles files,
      String name,
      String input,
      Set<String> outputs) {
    return new OnnxNetwork(environment, name, files.read(name + ".onnx"), input, outputs);
  }
}
