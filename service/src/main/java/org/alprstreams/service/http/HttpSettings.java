package org.alprstreams.service.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.util.Optional;

/** The HTTP server. */
@ConfigMapping(prefix = "alpr.http")
public interface HttpSettings {

  /** The address to listen on; {@code 0.0.0.0} for all, which wants TLS here or in front. */
  @WithDefault("127.0.0.1")
  @NotBlank
  String host();

  /** The port to listen on; 0 takes any free one. */
  @WithDefault("8080")
  @Min(0)
  @Max(65535)
  int port();

  /** The largest request body, in bytes; default 10 MiB, which holds a frame of 9 MiB. */
  @WithDefault("10485760")
  @Min(1024)
  @Max(1073741824)
  long maxRequestBytes();

  /** Whether {@code /metrics} answers without sign-in, for scrapers within a closed network. */
  @WithDefault("false")
  boolean openMetrics();

  /** TLS at this server. */
  Tls tls();

  /** TLS at this server; off while no keystore is named. */
  interface Tls {

    /** A PKCS#12 keystore with the server's key and certificate chain. */
    Optional<Path> keystore();

    /** The keystore's password. */
    Optional<String> keystorePassword();
  }
}
