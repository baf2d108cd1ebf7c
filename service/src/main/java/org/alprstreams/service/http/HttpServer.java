package org.alprstreams.service.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.util.Set;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP server for all applications of a process. */
public final class HttpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** How long open requests may take to end when the server stops. */
  private static final long STOP_MILLIS = 2_000;

  private final HttpSettings settings;
  private final RouteRegistry routes;
  private final Refusals refusals;
  private Javalin javalin;

  /** A server whose refusals nobody records, as tests want it. */
  public HttpServer(HttpSettings settings, SignIn signIn) {
    this(settings, signIn, new UnrecordedRefusals());
  }

  /**
   * @param signIn asked for the caller of every route that needs a permission
   * @param refusals told of every refusal before it is answered
   * @throws org.alprstreams.service.config.SettingsException if the TLS keystore cannot be used
   */
  public HttpServer(HttpSettings settings, SignIn signIn, Refusals refusals) {
    TlsKeystore.check(settings.tls());
    this.settings = settings;
    this.routes = new RouteRegistry(signIn);
    this.refusals = refusals;
  }

  /** Where routes are registered until {@link #open()}. */
  public HttpRoutes routes() {
    return routes;
  }

  /** Method and path of every route registered so far, such as {@code GET /policy}. */
  public Set<String> registered() {
    return routes.names();
  }

  /**
   * Opens the port. No route can be added afterwards.
   *
   * @throws IllegalStateException if the port cannot be had, or the server cannot start otherwise
   */
  public synchronized void open() {
    try {
      javalin = Javalin.create(this::configure).start();
    } catch (JavalinBindException e) {
      throw new IllegalStateException(
          "Cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + "; set alpr.http.port to a free port, and alpr.http.host to an address of this"
              + " machine",
          e);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "The HTTP server cannot start (" + kinds(e) + "); check the settings alpr.http", e);
    }
    LOG.atInfo()
        .addKeyValue("host", settings.host())
        .addKeyValue("port", port())
        .addKeyValue("tls", settings.tls().keystore().isPresent())
        .log("http open");
  }

  private static String kinds(Throwable failure) {
    Throwable cause = failure.getCause();
    String kind = failure.getClass().getSimpleName();
    return cause == null || cause == failure ? kind : kind + ", " + kinds(cause);
  }

  /** The port in use. */
  public synchronized int port() {
    return javalin.port();
  }

  /** Lets open requests end, for 2 seconds at most, and closes the port. */
  @Override
  public synchronized void close() {
    if (javalin != null) {
      javalin.stop();
      javalin = null;
    }
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = settings.maxRequestBytes();
    // Parts of a form would be written to files else, before any opt-out could drop them.
    config.jetty.multipartConfig.maxInMemoryFileSize(
        (int) settings.maxRequestBytes(), SizeUnit.BYTES);
    // A body that comes in chunks declares no length that could be refused before it is read.
    config.jetty.multipartConfig.maxTotalRequestSize(settings.maxRequestBytes(), SizeUnit.BYTES);
    config.jetty.multipartConfig.maxFileSize(settings.maxRequestBytes(), SizeUnit.BYTES);
    config.jetty.host = settings.host();
    config.jetty.port = settings.port();
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.jetty.modifyServer(HttpServer::quiet);
    if (settings.tls().keystore().isPresent()) {
      config.jetty.addConnector(this::tlsConnector);
    }
    config.routes.before(SecurityHeaders::add);
    config.routes.before(this::refuseTooLarge);
    new ProblemWriter(refusals, 2 * settings.maxRequestBytes()).install(config.routes);
    routes.seal(config);
  }

  private static void quiet(Server server) {
    server.setStopTimeout(STOP_MILLIS);
    server.setErrorHandler(new BrokenRequests());
  }

  private void refuseTooLarge(Context context) {
    if (context.req().getContentLengthLong() > settings.maxRequestBytes()) {
      throw new Problem(
          413,
          "Body too large",
          "The body may have at most " + settings.maxRequestBytes() + " bytes");
    }
  }

  private Connector tlsConnector(Server server, HttpConfiguration plain) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    settings.tls().keystore().map(Object::toString).ifPresent(tls::setKeyStorePath);
    settings.tls().keystorePassword().ifPresent(tls::setKeyStorePassword);
    HttpConfiguration secure = new HttpConfiguration(plain);
    secure.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(secure));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    return connector;
  }
}
