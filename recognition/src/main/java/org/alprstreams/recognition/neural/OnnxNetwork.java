package org.alprstreams.recognition.neural;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A network run by ONNX Runtime, on the thread that asks. */
final class OnnxNetwork implements Network {

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String name;
  private final String input;

  /**
   * Loads a network.
   *
   * @param name for messages
   * @param model an ONNX file
   * @param input name of the only input
   * @param outputs names of the outputs that are needed
   * @throws IllegalStateException when the file is no network of this kind
   */
  OnnxNetwork(
      OrtEnvironment environment, String name, byte[] model, String input, Set<String> outputs) {
    this.environment = environment;
    this.name = name;
    this.input = input;
    try (OrtSession.SessionOptions options = options()) {
      session = environment.createSession(model, options);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "The network %s can't be loaded: it is no ONNX model that this build can run (%s)"
              .formatted(name, e.getMessage()),
          e);
    }
    if (!session.getInputNames().equals(Set.of(input))
        || !session.getOutputNames().containsAll(outputs)) {
      String found =
          "The network %s has the inputs %s and the outputs %s; the engine needs %s and %s. Use"
                  .formatted(
                      name,
                      session.getInputNames(),
                      session.getOutputNames(),
                      input,
                      new TreeSet<>(outputs))
              + " the models that belong to this build";
      close();
      throw new IllegalStateException(found);
    }
  }

  @Override
  public Map<String, float[]> run(FloatBuffer data, long... shape) {
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, data, shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      Map<String, float[]> outputs = new LinkedHashMap<>();
      for (Map.Entry<String, OnnxValue> output : result) {
        outputs.put(output.getKey(), ((OnnxTensor) output.getValue()).getFloatBuffer().array());
      }
      return outputs;
    } catch (OrtException e) {
      throw new IllegalStateException(
          "The network %s failed: %s".formatted(name, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(
          "The network %s can't be freed: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    // Frames are read side by side, each on its own thread: threads within one would only wait.
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    // Memory is kept from frame to frame, some tens of megabytes for all threads together: to have
    // it given back and mapped anew for each frame takes up to a fifth of the search's time.
    options.setCPUArenaAllocator(true);
    // Frames come in many sizes; a plan is kept for each of them and saves no time.
    options.setMemoryPatternOptimization(false);
    return options;
  }
}
