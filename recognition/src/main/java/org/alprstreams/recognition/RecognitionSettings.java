package org.alprstreams.recognition;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/** How frames are read. */
@ConfigMapping(prefix = "alpr.recognition")
public interface RecognitionSettings {

  /** The engine that reads plates: {@code neural} or {@code classical}. */
  @WithDefault("neural")
  @NotBlank
  String engine();

  /**
   * Whether the neural engine's looks name the issuing state, read by Tesseract from the plate's
   * print. It costs some 10 ms a plate; without it the state is unknown.
   */
  @WithDefault("true")
  boolean state();

  /**
   * Frames read at a time in this process; each takes a core and some 100 MB of memory. 0 leaves it
   * to the machine, see {@link FramesAtATime}.
   */
  @WithDefault("0")
  @Min(0)
  @Max(256)
  int threads();

  /**
   * Classical engine: width in pixels to which wider frames are shrunk for the search of plates.
   * Less is faster and misses small plates; reading uses the frame's own resolution.
   */
  @WithDefault("1280")
  @Min(160)
  @Max(8192)
  int maxWidth();

  /**
   * Classical engine: places in a frame that are read, the most plate-like first. More finds more
   * and is slower.
   */
  @WithDefault("8")
  @Min(1)
  @Max(64)
  int maxRows();

  /**
   * Places in a frame that the neural engine looks at closely, the most plate-like first: the most
   * plates that it can read in one frame.
   */
  @WithDefault("5")
  @Min(1)
  @Max(64)
  int proposals();

  /** Readings whose weakest character is less probable than this are left out; 0 to 1. */
  @WithDefault("0.2")
  @DecimalMin("0")
  @DecimalMax("1")
  double minConfidence();

  /** Width × height above which a frame is refused undecoded; a pixel takes 3 bytes. */
  @WithDefault("40000000")
  @Min(65536)
  @Max(500000000)
  long maxPixels();

  /** Width in pixels of the scene image that goes with a candidate; 0 sends none. */
  @WithDefault("960")
  @Min(0)
  @Max(8192)
  int sceneWidth();
}
