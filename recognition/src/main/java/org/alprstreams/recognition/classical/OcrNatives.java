package org.alprstreams.recognition.classical;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.sourceforge.tess4j.TessAPI;
import nu.pattern.OpenCV;
import org.opencv.core.Core;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the native libraries of OpenCV and Tesseract from Maven artifacts, so that no machine needs
 * a system package.
 *
 * <p>Tesseract, Leptonica and the English model are unpacked once into a directory of the user's
 * own, named after their content. Every file is written beside its place and then renamed, so that
 * processes that start at the same moment never see half a library.
 */
public final class OcrNatives {

  private static final Logger LOG = LoggerFactory.getLogger(OcrNatives.class);

  private static final String MODEL = "tessdata/eng.traineddata";

  private static Path loaded;

  private OcrNatives() {}

  /**
   * Loads everything; the second call and those after it return at once.
   *
   * @return the directory with the unpacked libraries; its {@code tessdata} holds the model
   * @throws UnsupportedOperationException when there are no libraries for this operating system or
   *     processor, or they were not built in
   * @throws UncheckedIOException when they can't be unpacked
   */
  public static synchronized Path load() {
    if (loaded == null) {
      Platform platform = Platform.current();
      Path directory = unpack(platform, cache(System.getenv(), System.getProperty("user.home")));
      NativeLibrary.addSearchPath(platform.tesseractName(), directory.toString());
      for (String file : platform.libraries().values()) {
        NativeLibrary.addSearchPath(file, directory.toString());
      }
      OpenCV.loadLocally();
      // Each frame has a thread of its own: a pool in OpenCV would take the others' cores.
      Core.setNumThreads(1);
      LOG.info(
          "Reading with OpenCV {} and Tesseract {} from {}",
          Core.VERSION,
          TessAPI.INSTANCE.TessVersion(),
          directory);
      loaded = directory;
    }
    return loaded;
  }

  /**
   * Unpacks a platform's libraries and the model, unless they are there already.
   *
   * @param platform whose libraries
   * @param cache where to make the directory
   * @return the directory
   */
  static Path unpack(Platform platform, Path cache) {
    Map<String, URL> files = new LinkedHashMap<>();
    platform.libraries().forEach((resource, name) -> files.put(name, find(resource, platform)));
    files.put(MODEL, find(MODEL, platform));
    try {
      Path directory = privateDirectory(cache.resolve(fingerprint(files)));
      for (Map.Entry<String, URL> file : files.entrySet()) {
        unpack(file.getValue(), directory.resolve(file.getKey()));
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The OCR libraries could not be unpacked to %s (%s). Give the user a writable home, or"
                  .formatted(cache, e)
              + " set XDG_CACHE_HOME to a directory that may hold 30 MB and run programs",
          e);
    }
  }

  /** The cache of this user: XDG_CACHE_HOME where set, else {@code .cache} in the home. */
  static Path cache(Map<String, String> environment, String home) {
    return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
        .filter(set -> !set.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(home, ".cache"))
        .resolve("alpr-streams")
        .resolve("natives");
  }

  private static URL find(String resource, Platform platform) {
    URL url = OcrNatives.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw new UnsupportedOperationException(
          "%s is not on the class path: this build holds the OCR libraries of another platform."
                  .formatted(resource)
              + " Build it here, or with -Dnative.platform="
              + platform.classifier());
    }
    return url;
  }

  private static String fingerprint(Map<String, URL> files) throws IOException {
    MessageDigest digest = sha256();
    for (URL file : files.values()) {
      try (InputStream in = new DigestInputStream(file.openStream(), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static void unpack(URL source, Path target) throws IOException {
    long size = source.openConnection().getContentLengthLong();
    if (Files.isRegularFile(target) && Files.size(target) == size) {
      return;
    }
    Files.createDirectories(target.getParent());
    Path unfinished = Files.createTempFile(target.getParent(), "unpacking-", ".tmp");
    try {
      try (InputStream in = source.openStream()) {
        Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Code is loaded from here: nobody else may write to it. */
  private static Path privateDirectory(Path directory) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    Files.createDirectories(directory, ownerOnly);
    if (posix && !Files.getOwner(directory).equals(self(directory))) {
      throw new AccessDeniedException(
          directory.toString(), null, "belongs to another user, whose programs would be run");
    }
    return directory;
  }

  /** Who this process is. In containers the user often has a number but no name to look up. */
  private static UserPrincipal self(Path directory) throws IOException {
    Path probe = Files.createTempFile(directory, "owner-", ".tmp");
    try {
      return Files.getOwner(probe);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /**
   * A platform and its files.
   *
   * @param classifier of the Maven artifacts
   * @param tesseractName by which Tess4J asks JNA for the library
   * @param libraries path in the class path to file name: Tess4J asks for names without version,
   *     the libraries ask for each other by the names that they were linked with. In one order,
   *     since the name of the directory depends on it
   */
  record Platform(String classifier, String tesseractName, Map<String, String> libraries) {

    Platform {
      // Map.of has another order in each process.
      libraries = Collections.unmodifiableMap(new TreeMap<>(libraries));
    }

    static Platform current() {
      return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArch) {
      String os = osName.toLowerCase(Locale.ROOT);
      boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
      boolean intel = osArch.equals("amd64") || osArch.equals("x86_64");
      if (os.startsWith("linux") && (arm || intel)) {
        return linux(arm ? "linux-arm64" : "linux-x86_64");
      }
      if (os.startsWith("mac") && (arm || intel)) {
        return mac(arm ? "macosx-arm64" : "macosx-x86_64");
      }
      if (os.startsWith("windows") && intel) {
        return windows("windows-x86_64");
      }
      throw new UnsupportedOperationException(
          "There are no OCR libraries for %s on %s. Supported: Linux and macOS on x86_64 and arm64,"
                  .formatted(osName, osArch)
              + " Windows on x86_64");
    }

    private static Platform linux(String classifier) {
      return new Platform(
          classifier,
          "tesseract",
          Map.of(
              leptonica(classifier, "libleptonica.so.6"), "libleptonica.so.6",
              tesseract(classifier, "libtesseract.so.5.5"), "libtesseract.so"));
    }

    private static Platform mac(String classifier) {
      return new Platform(
          classifier,
          "tesseract",
          Map.of(
              leptonica(classifier, "libleptonica.6.dylib"), "libleptonica.6.dylib",
              tesseract(classifier, "libtesseract.5.5.dylib"), "libtesseract.dylib"));
    }

    private static Platform windows(String classifier) {
      Map<String, String> libraries = new LinkedHashMap<>();
      for (String name :
          new String[] {
            "libwinpthread-1.dll",
            "libgcc_s_seh-1.dll",
            "libstdc++-6.dll",
            "libgomp-1.dll",
            "libleptonica-6.dll"
          }) {
        libraries.put(leptonica(classifier, name), name);
      }
      libraries.put(tesseract(classifier, "libtesseract55.dll"), "libtesseract553.dll");
      return new Platform(classifier, "libtesseract553", libraries);
    }

    private static String leptonica(String classifier, String file) {
      return "org/bytedeco/leptonica/" + classifier + "/" + file;
    }

    private static String tesseract(String classifier, String file) {
      return "org/bytedeco/tesseract/" + classifier + "/" + file;
    }
  }
}
