package org.alprstreams.service.http;

import io.javalin.http.Handler;
import io.javalin.http.sse.SseClient;
import java.util.function.Consumer;

/**
 * Where applications register routes during {@code start}. Every route names the permission it
 * needs or is declared open; there is no third way. Paths start with a slash and take Javalin's
 * {@code {parameter}} form. Registering after the server has opened throws {@link
 * IllegalStateException}.
 */
public interface HttpRoutes {

  /** Answers GET for callers who hold the permission. */
  void get(String path, Permission permission, Handler handler);

  /** Answers POST for callers who hold the permission. */
  void post(String path, Permission permission, Handler handler);

  /** Answers PUT for callers who hold the permission. */
  void put(String path, Permission permission, Handler handler);

  /** Answers DELETE for callers who hold the permission. */
  void delete(String path, Permission permission, Handler handler);

  /**
   * Opens server-sent events for callers who hold the permission. A handler that sends later must
   * call {@link SseClient#keepAlive()}.
   *
   * @param before what must have been done before the answer begins; it may refuse with a {@link
   *     Problem}, which the handler no longer can
   */
  void sse(String path, Permission permission, Handler before, Consumer<SseClient> handler);

  /**
   * Answers without sign-in. For what the public may see: health, policy, sign-in itself.
   *
   * @param method GET, POST, PUT or DELETE
   */
  void open(String method, String path, Handler handler);

  /**
   * Serves files from the classpath without sign-in. They are the page's shell and hold no data.
   *
   * @param hostedPath where, such as {@code "/"} or {@code "/console"}
   * @param classpathDirectory from where, such as {@code "/console-static"}
   */
  void staticFiles(String hostedPath, String classpathDirectory);
}
