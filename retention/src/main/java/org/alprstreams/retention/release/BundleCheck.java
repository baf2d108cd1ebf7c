package org.alprstreams.retention.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.alprstreams.retention.query.Json;
import org.alprstreams.service.access.PublicKeys;
import org.alprstreams.service.access.Sha256;

/** Checks a bundle without this system: with the file and the public key alone. */
public final class BundleCheck {

  private BundleCheck() {}

  /**
   * What a check found.
   *
   * @param intact whether nothing is wrong
   * @param words for the reader: what the bundle is, or the first thing that is wrong
   */
  public record Verdict(boolean intact, String words) {}

  /**
   * Checks signature, manifest and every file.
   *
   * @param keys whose signature counts
   * @throws IOException if the file cannot be read
   */
  public static Verdict verify(Path file, PublicKeys keys) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      return verify(zip, keys);
    } catch (ZipException e) {
      return new Verdict(false, "This is no bundle, or not all of it: " + e.getMessage() + ".");
    }
  }

  private static Verdict verify(ZipFile zip, PublicKeys keys) throws IOException {
    Set<String> entries = new HashSet<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (!entries.add(entry.getName())) {
        return new Verdict(false, "The file " + entry.getName() + " is in it twice.");
      }
    }
    for (String needed : List.of(Bundle.MANIFEST, Bundle.SIGNATURE)) {
      if (!entries.remove(needed)) {
        return new Verdict(false, needed + " is missing: this is no bundle, or not all of it.");
      }
    }
    byte[] manifestBytes = read(zip, Bundle.MANIFEST);
    if (!keys.signed(manifestBytes, read(zip, Bundle.SIGNATURE))) {
      return new Verdict(false, "The manifest was not signed with this key, or was changed since.");
    }
    Manifest manifest = Json.read(manifestBytes, Manifest.class);
    for (Manifest.File each : manifest.files()) {
      if (!entries.remove(each.path())) {
        return new Verdict(false, "The file " + each.path() + " is missing.");
      }
      byte[] content = read(zip, each.path());
      if (!Sha256.hex(content).equals(each.sha256())) {
        return new Verdict(false, "The file " + each.path() + " was changed.");
      }
    }
    if (!entries.isEmpty()) {
      return new Verdict(
          false, "The file " + entries.iterator().next() + " was added: the manifest lacks it.");
    }
    Release release = manifest.release();
    return new Verdict(
        true,
        "Intact: release %s of %s to %s, %s, %d files; signed."
            .formatted(
                release.releaseId(),
                release.ground(),
                release.recipient(),
                release.releasedAt(),
                manifest.files().size()));
  }

  private static byte[] read(ZipFile zip, String path) throws IOException {
    try (var content = zip.getInputStream(zip.getEntry(path))) {
      return content.readAllBytes();
    }
  }
}
