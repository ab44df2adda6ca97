package io.tideline.local.datahub.http;

import io.tideline.local.datahub.faults.StruckCall;
import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.protocol.Compression;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and the way back to its client: an answer, an error, or a closed connection. */
final class Exchange implements StruckCall.Exchange {
  static final String RAW_SIZE = "x-datahub-content-raw-size";

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final String REQUEST_ID = "x-datahub-request-id";

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final String requestId = UUID.randomUUID().toString();

  Exchange(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  @Override
  public void answer(StruckCall.Answer answer) {
    Reply reply;
    try {
      reply = answer.get();
    } catch (ServiceException e) {
      LOG.debug("{} {}: {}", request.getMethod(), request.getHttpURI(), e.getMessage());
      reply = Reply.error(e, requestId);
    } catch (Exception e) {
      LOG.error("{} {} failed", request.getMethod(), request.getHttpURI(), e);
      reply =
          Reply.error(
              new ServiceException(
                  ErrorCode.INTERNAL_SERVER_ERROR, "The server failed; its log says why."),
              requestId);
    }
    send(reply);
  }

  private void send(Reply reply) {
    response.setStatus(reply.status());
    response.getHeaders().put(REQUEST_ID, requestId);
    if (reply.contentType() != null) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
    }
    ByteBuffer body = ByteBuffer.wrap(reply.body(), 0, reply.length());
    Compression compression =
        reply.length() == 0
            ? Compression.NONE
            : Compression.ofAccepted(request.getHeaders().get(HttpHeader.ACCEPT_ENCODING));
    if (compression != Compression.NONE) {
      body = ByteBuffer.wrap(compression.compress(reply.body(), reply.length()));
      response.getHeaders().put(HttpHeader.CONTENT_ENCODING, compression.header());
      response.getHeaders().put(RAW_SIZE, reply.length());
    }
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
    response.write(true, body, callback);
  }

  @Override
  public void later(Duration delay, Runnable task) {
    request.addIdleTimeoutListener(timeout -> false);
    Runnable onServer = () -> request.getComponents().getExecutor().execute(task);
    if (delay.isZero()) {
      onServer.run();
    } else {
      request
          .getComponents()
          .getScheduler()
          .schedule(onServer, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void drop() {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
    callback.failed(new EofException("A fault dropped the connection."));
  }
}
