package org.alprstreams.service.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests that are so broken that they never reach a route. Jetty's own answers repeat the
 * address, which may name a plate.
 */
final class BrokenRequests extends ErrorHandler {

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemWriter.CONTENT_TYPE);
    response.write(true, body(status), callback);
  }

  private static ByteBuffer body(int status) {
    return ByteBuffer.wrap(
        ProblemWriter.json(ProblemWriter.refusal(status)).getBytes(StandardCharsets.UTF_8));
  }
}
