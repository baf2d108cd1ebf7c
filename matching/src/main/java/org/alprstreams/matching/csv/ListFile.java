package org.alprstreams.matching.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.alprstreams.schemas.identity.Sha256;

/**
 * A list's file, plain or as the only file of a zip archive. Nothing is unpacked to disk, so that
 * the path inside the archive does not matter.
 */
public final class ListFile {

  /** The most that an archive may unpack to, bytes: some ten million rows. */
  static final long MOST_UNPACKED = 1L << 30;

  /** The most that it may unpack to for each of its bytes: text shrinks to a tenth or so. */
  static final int MOST_RATIO = 200;

  /** Small archives may shrink as they like, bytes. */
  private static final long RATIO_MATTERS = 1 << 20;

  private static final int ZIP_SIGNATURE_BYTES = 2;

  private final Path path;

  public ListFile(Path path) {
    this.path = path;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * SHA-256 of the file as it lies there, zipped or not, in lower-case hexadecimal.
   *
   * @throws UnusableFileException if it is no file but a directory or a pipe
   * @throws IOException if it cannot be read
   */
  public String sha256() throws UnusableFileException, IOException {
    refusePipes();
    try (DigestInputStream bytes =
        new DigestInputStream(Files.newInputStream(path), Sha256.begin())) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
    }
  }

  /**
   * Opens it for reading, unpacked.
   *
   * @throws UnusableFileException if it is an archive that holds no list, several files, or that
   *     cannot be read
   * @throws IOException if the file cannot be read; also later, while it is read, if an archive is
   *     damaged or unpacks to more than a list can have
   */
  public InputStream open() throws UnusableFileException, IOException {
    refusePipes();
    return isZip() ? unzipped() : Files.newInputStream(path);
  }

  private void refusePipes() throws UnusableFileException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new UnusableFileException(
          path + " is no file that can be read twice: save it as a file first.");
    }
  }

  private boolean isZip() throws IOException {
    try (InputStream bytes = Files.newInputStream(path)) {
      byte[] start = bytes.readNBytes(ZIP_SIGNATURE_BYTES + 2);
      // "PK", then 3 and 4 before a file or 5 and 6 in an archive that is empty.
      return start.length == ZIP_SIGNATURE_BYTES + 2
          && start[0] == 'P'
          && start[1] == 'K'
          && (start[2] == 3 && start[3] == 4 || start[2] == 5 && start[3] == 6);
    }
  }

  private InputStream unzipped() throws UnusableFileException, IOException {
    ZipFile zip = zip();
    try {
      List<? extends ZipEntry> files =
          zip.stream()
              .filter(entry -> !entry.isDirectory() && !isOfTheSystem(entry.getName()))
              .limit(2)
              .toList();
      if (files.size() != 1) {
        throw new UnusableFileException(
            path
                + (files.isEmpty() ? " holds no file" : " holds more than one file")
                + "; an archive holds exactly one list.");
      }
      InputStream bytes = zip.getInputStream(files.get(0));
      if (bytes == null) {
        throw damaged();
      }
      return new Bounded(zip, bytes, limit(files.get(0)));
    } catch (ZipException | IllegalArgumentException e) {
      zip.close();
      throw damaged();
    } catch (UnusableFileException | IOException e) {
      zip.close();
      throw e;
    }
  }

  /** What macOS puts beside each file, and Windows into each folder, and nobody sees. */
  private static boolean isOfTheSystem(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return name.startsWith("__MACOSX/")
        || file.startsWith("._")
        || file.equals(".DS_Store")
        || file.equalsIgnoreCase("Thumbs.db")
        || file.equalsIgnoreCase("desktop.ini");
  }

  private ZipFile zip() throws UnusableFileException, IOException {
    try {
      // In this encoding every name can be read, and none of them matters.
      return new ZipFile(path.toFile(), StandardCharsets.ISO_8859_1);
    } catch (ZipException | IllegalArgumentException e) {
      throw damaged();
    }
  }

  private UnusableFileException damaged() {
    return new UnusableFileException(
        path
            + " is a zip archive that cannot be read: it is damaged, encrypted or of an unusual"
            + " kind. Fetch it again, or unpack it and import the file inside.");
  }

  private static long limit(ZipEntry entry) {
    long packed = Math.max(entry.getCompressedSize(), 0);
    return Math.min(MOST_UNPACKED, Math.max(RATIO_MATTERS, packed * MOST_RATIO));
  }

  /** An archive that unpacks to more than a list can have. */
  static final class UnpacksTooMuchException extends IOException {

    private static final long serialVersionUID = 1L;

    UnpacksTooMuchException(long limit) {
      super(
          "it unpacks to more than "
              + (limit >> 20)
              + " MiB, which no list of its size does. If it is one, unpack it and import the file"
              + " inside.");
    }
  }

  /** What an archive says of its sizes is not believed: the bytes that come out are counted. */
  private static final class Bounded extends FilterInputStream {

    private final ZipFile zip;
    private final long limit;
    private long count;

    Bounded(ZipFile zip, InputStream bytes, long limit) {
      super(bytes);
      this.zip = zip;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) throws IOException {
      count += read;
      if (count > limit) {
        throw new UnpacksTooMuchException(limit);
      }
    }

    @Override
    public void close() throws IOException {
      try (zip) {
        super.close();
      }
    }
  }
}
