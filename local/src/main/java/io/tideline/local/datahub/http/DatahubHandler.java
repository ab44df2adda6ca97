package io.tideline.local.datahub.http;

import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.page.StatusPage;
import io.tideline.local.datahub.protocol.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request from the socket: signature, body, compression, and errors as answers. */
final class DatahubHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(DatahubHandler.class);
  private static final String REQUEST_ID = "x-datahub-request-id";
  private static final String REQUEST_ACTION = "x-datahub-request-action";
  private static final String RAW_SIZE = "x-datahub-content-raw-size";
  // What the service allows, and a little for the frame around it.
  private static final int LARGEST_BODY = 4 * 1024 * 1024 + 1024;

  private static final long LONGEST_DRAIN = 64L * 1024 * 1024;

  private static final int MOST_IN_MEMORY = 4;

  // Bounds the memory for unpacked bodies and answers, whatever the number of clients.
  private final Semaphore inMemory = new Semaphore(MOST_IN_MEMORY);
  private final Signature signature;
  private final Router router;
  private final StatusPage page;

  DatahubHandler(Signature signature, Router router, StatusPage page) {
    this.signature = signature;
    this.router = router;
    this.page = page;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String requestId = UUID.randomUUID().toString();
    Reply reply;
    try {
      reply = answer(request);
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
    response.getHeaders().put(REQUEST_ID, requestId);
    send(reply, request, response, callback);
    return true;
  }

  private Reply answer(Request request) throws IOException {
    String path = request.getHttpURI().getPath();
    if (request.getMethod().equals("GET")) {
      if (path.equals("/")) {
        return page.html();
      }
      if (path.equals("/status.json")) {
        return page.json();
      }
    }
    if (!path.equals("/projects") && !path.startsWith("/projects/")) {
      throw ServiceException.invalid("Path '" + path + "' is not served.");
    }
    signature.check(request);
    byte[] sent = receive(request);
    inMemory.acquireUninterruptibly();
    try {
      return router.answer(
          new Call(
              request.getMethod(),
              parts(path),
              request.getHeaders().get(HttpHeader.CONTENT_TYPE),
              request.getHeaders().get(REQUEST_ACTION),
              decompress(sent, request)));
    } finally {
      inMemory.release();
    }
  }

  private static List<String> parts(String path) {
    List<String> parts = Arrays.asList(path.substring("/projects".length()).split("/"));
    return parts.subList(1, Math.max(1, parts.size()));
  }

  private static byte[] receive(Request request) throws IOException {
    long announced = request.getLength();
    byte[] sent;
    try (InputStream in = Request.asInputStream(request)) {
      if (announced > LARGEST_BODY) {
        // A client that is still sending would see a broken connection instead of the answer.
        in.skip(Math.min(announced, LONGEST_DRAIN));
        throw tooLarge(announced);
      }
      sent = in.readNBytes(announced >= 0 ? (int) announced : LARGEST_BODY + 1);
    }
    if (sent.length > LARGEST_BODY) {
      throw tooLarge(sent.length);
    }
    return sent;
  }

  private static byte[] decompress(byte[] sent, Request request) {
    Compression compression =
        Compression.ofContent(request.getHeaders().get(HttpHeader.CONTENT_ENCODING));
    if (compression == Compression.NONE) {
      return sent;
    }
    long rawSize = request.getHeaders().getLongField(RAW_SIZE);
    if (rawSize < 0) {
      throw ServiceException.invalid("A compressed body needs the header " + RAW_SIZE + ".");
    }
    if (rawSize > LARGEST_BODY) {
      throw tooLarge(rawSize);
    }
    return compression.decompress(sent, (int) rawSize);
  }

  private static ServiceException tooLarge(long size) {
    return ServiceException.invalid(
        "The request has " + size + " bytes; the limit is 4194304. Send fewer records at once.");
  }

  private static void send(Reply reply, Request request, Response response, Callback callback) {
    response.setStatus(reply.status());
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
}
