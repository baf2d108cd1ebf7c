package org.alprstreams.retention.release;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.alprstreams.retention.query.Json;
import org.alprstreams.service.access.Sha256;
import org.alprstreams.service.access.SigningKey;

/**
 * Writes a bundle: a ZIP whose last entries are {@code manifest.json}, with the SHA-256 of all
 * others, and {@code manifest.sig}, an Ed25519 signature of the manifest's bytes. Nothing is
 * gathered: what was written is gone from memory.
 */
final class Bundle implements AutoCloseable {

  static final String FORMAT = "alpr-evidence-bundle-1";
  static final String MANIFEST = "manifest.json";
  static final String SIGNATURE = "manifest.sig";

  private final ZipOutputStream zip;
  private final Release release;
  private final SigningKey key;
  private final List<Manifest.File> files = new ArrayList<>();
  private final TreeSet<String> engines = new TreeSet<>();

  Bundle(OutputStream out, Release release, SigningKey key) {
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    this.release = release;
    this.key = key;
  }

  /** Notes which reader read a plate. */
  void readBy(String engine) {
    engines.add(engine);
  }

  /** Adds a file. */
  void add(String path, byte[] content) throws IOException {
    add(path, content, null);
  }

  /**
   * Adds an image.
   *
   * @param marked the image with the mark of the release
   * @param original the image as it is kept
   */
  void addImage(String path, byte[] marked, byte[] original) throws IOException {
    add(path, marked, Sha256.hex(original));
  }

  /**
   * Adds the images of a read, as far as there are any.
   *
   * @param path of the read, to which their kinds are appended
   * @param crop the plate, JPEG, or null
   * @param scene the frame scaled down, JPEG, or null
   */
  void addImages(String path, ReleaseMark mark, byte[] crop, byte[] scene) throws IOException {
    if (crop != null) {
      addImage(path + "-plate.jpg", mark.on(crop), crop);
    }
    if (scene != null) {
      addImage(path + "-scene.jpg", mark.on(scene), scene);
    }
  }

  private void add(String path, byte[] content, String original) throws IOException {
    put(path, content);
    files.add(new Manifest.File(path, content.length, Sha256.hex(content), original));
  }

  /** Ends the bundle with its manifest and signature; without them it does not verify. */
  void finish() throws IOException {
    byte[] manifest = Json.write(new Manifest(FORMAT, release, engines, files));
    put(MANIFEST, manifest);
    put(SIGNATURE, key.sign(manifest));
    zip.finish();
  }

  private void put(String path, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(path));
    zip.write(content);
    zip.closeEntry();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
