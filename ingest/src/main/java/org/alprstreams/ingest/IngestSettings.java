package org.alprstreams.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How frames come in. */
@ConfigMapping(prefix = "alpr.ingest")
public interface IngestSettings {

  /** Pictures taken longer ago than this are refused. */
  @WithDefault("PT10M")
  Duration oldest();

  /** Pictures dated further ahead than this are refused. */
  @WithDefault("PT5S")
  Duration furthestAhead();

  /** Largest picture in bytes; at most 9 MiB, which is what topics and consumers are set up for. */
  @WithDefault("9437184")
  @Min(1024)
  @Max(9437184)
  int mostBytes();

  /** Most pixels, width times height; 40 megapixels take 160 MB when decoded. */
  @WithDefault("40000000")
  @Min(1)
  @Max(200000000)
  long mostPixels();

  /** How many frames of late are recognised when sent again. */
  @WithDefault("10000")
  @Min(1)
  @Max(10000000)
  int remembered();

  /** How long a call waits for room in the buffer, or for a broker that is away. */
  @WithDefault("PT2S")
  Duration blockFor();

  /** How long one frame is tried before it counts as not acknowledged. */
  @WithDefault("PT10S")
  Duration deliverWithin();

  /** Memory for frames that the broker has not acknowledged, bytes. */
  @WithDefault("67108864")
  @Min(20971520)
  long bufferBytes();

  /** Frames, and likewise events, under way over HTTP at once; more are answered 503. */
  @WithDefault("16")
  @Min(1)
  @Max(1000)
  int httpAtOnce();

  /**
   * Which of our cameras other makers' cameras are, for events that are sent without our id in
   * their address.
   */
  List<@Valid VendorCamera> vendorCameras();

  /** Where the journals of imports are kept. */
  @WithDefault("data/ingest")
  Path stateDirectory();

  /** The ffmpeg program: a name on the PATH or a full path. */
  @WithDefault("ffmpeg")
  @NotBlank
  String ffmpeg();

  /** What is taken in from the start on. */
  List<@Valid Source> sources();

  /** Another maker's camera. */
  interface VendorCamera {

    /** The format of its events: rekor, plate-recognizer, axis or hikvision. */
    @NotBlank
    String format();

    /** The camera as its events name it. */
    @NotBlank
    String vendorId();

    /** The camera as it is registered here. */
    @NotBlank
    String camera();
  }

  /** A camera's stream or folder. */
  interface Source {

    /** Unique, for logs, health and metrics. */
    @NotBlank
    String id();

    /** What it is. */
    Kind kind();

    /** For {@code stream}: rtsp://, rtsps://, http:// or https://, with credentials if need be. */
    Optional<String> url();

    /** For {@code folder}: the folder to watch. */
    Optional<Path> path();

    /** The camera its pictures are from. */
    @NotBlank
    String camera();

    /** For {@code stream}: pictures taken of each second. */
    @WithDefault("5")
    @DecimalMin("0.01")
    @DecimalMax("60")
    double framesPerSecond();

    /**
     * For {@code stream}: without a picture for so long it counts as broken and is reopened; at
     * least twice the time from one picture to the next.
     */
    @WithDefault("PT15S")
    Duration silence();

    /** For {@code folder}: how long a file must stay unchanged before it is read. */
    @WithDefault("PT0.5S")
    Duration settle();

    /** For {@code folder}: whether a picture was taken when its file was modified. */
    @WithDefault("false")
    boolean fileTime();
  }

  /** The kinds of configured sources. */
  enum Kind {
    /** A folder that is watched. */
    FOLDER,
    /** RTSP, or Motion JPEG over HTTP; needs ffmpeg. */
    STREAM
  }
}
