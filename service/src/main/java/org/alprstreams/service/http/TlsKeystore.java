package org.alprstreams.service.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.alprstreams.service.config.SettingsException;

/**
 * Opens the keystore that the settings name before anything starts, so that it says what is wrong.
 */
final class TlsKeystore {

  private static final String KEYSTORE = "alpr.http.tls.keystore";
  private static final String PASSWORD = "alpr.http.tls.keystore-password";

  private TlsKeystore() {}

  /**
   * @throws SettingsException if the server could not serve with it
   */
  static void check(HttpSettings.Tls tls) {
    if (tls.keystore().isPresent()) {
      Path file = tls.keystore().get();
      problem(file, tls.keystorePassword().map(String::toCharArray))
          .ifPresent(
              problem -> {
                throw new SettingsException(List.of(problem));
              });
    }
  }

  private static Optional<String> problem(Path file, Optional<char[]> password) {
    try (InputStream in = Files.newInputStream(file)) {
      if (password.isEmpty()) {
        return Optional.of(PASSWORD + " is missing: set the password of " + file);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.get());
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          // A store may have keys under another password than its own, which Jetty does not know.
          store.getKey(alias, password.get());
          return Optional.empty();
        }
      }
      return Optional.of(
          KEYSTORE + " names " + file + ", which has no private key: put the server's in");
    } catch (NoSuchFileException e) {
      return Optional.of(KEYSTORE + " names " + file + ", which is not there");
    } catch (UnrecoverableKeyException e) {
      return Optional.of(wrongPassword(file));
    } catch (IOException e) {
      return Optional.of(
          e.getCause() instanceof UnrecoverableKeyException
              ? wrongPassword(file)
              : KEYSTORE
                  + " names "
                  + file
                  + ", which cannot be read as a PKCS#12 keystore ("
                  + e.getClass().getSimpleName()
                  + ")");
    } catch (GeneralSecurityException e) {
      return Optional.of(
          KEYSTORE
              + " names "
              + file
              + ", which cannot be used ("
              + e.getClass().getSimpleName()
              + ")");
    }
  }

  private static String wrongPassword(Path file) {
    return PASSWORD + " does not open " + file;
  }
}
