package org.alprstreams.deploy.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.alprstreams.service.file.DurableFile;

/**
 * Secrets that standalone makes for itself on its first start, one file each, readable by their
 * owner only. Losing one means losing what was made with it: without its secret, an opt-out list
 * matches no plate any more.
 */
final class Secrets {

  private static final int BYTES = 32;

  private final Path directory;

  Secrets(Path directory) {
    this.directory = directory;
  }

  /** Whether the secret of that name was made already. */
  boolean has(String name) {
    return Files.exists(directory.resolve(name));
  }

  /**
   * The secret of that name, made if there is none yet.
   *
   * @return 32 random bytes in hexadecimal
   */
  String get(String name) throws IOException {
    return Files.readString(file(name, Secrets::random)).strip();
  }

  private static String random() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  /** The file of that name; its content is made if there is none yet. */
  Path file(String name, Supplier<String> content) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      // On the disk before anything is made with it: after a power cut an empty one would pass for
      // a secret.
      DurableFile.createSecret(file, content.get());
    }
    return file;
  }
}
