package io.tideline.local.datahub.http;

import io.tideline.local.datahub.faults.Faults;
import io.tideline.local.datahub.faults.StruckCall;
import io.tideline.local.datahub.model.ServiceException;
import io.tideline.local.datahub.page.Pages;
import io.tideline.local.datahub.protocol.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes each request from the socket: signature, body, compression, faults. */
final class DatahubHandler extends Handler.Abstract {
  private static final String ROOT = "/projects";
  private static final String REQUEST_ACTION = "x-datahub-request-action";
  // What the service allows, and a little for the frame around it.
  private static final int LARGEST_BODY = 4 * 1024 * 1024 + 1024;

  private static final long LONGEST_DRAIN = 64L * 1024 * 1024;

  private static final int MOST_IN_MEMORY = 4;

  // Bounds the memory for unpacked bodies and answers, whatever the number of clients.
  private final Semaphore inMemory = new Semaphore(MOST_IN_MEMORY);
  private final Signature signature;
  private final Router router;
  private final Pages pages;
  private final Faults faults;

  DatahubHandler(Signature signature, Router router, Pages pages, Faults faults) {
    this.signature = signature;
    this.router = router;
    this.pages = pages;
    this.faults = faults;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    if (faults.areArmed() && isCall(request.getHttpURI().getPath())) {
      strike(request, exchange);
    } else {
      exchange.answer(() -> answer(request));
    }
    return true;
  }

  private static boolean isCall(String path) {
    return path.equals(ROOT) || path.startsWith(ROOT + "/");
  }

  private Reply answer(Request request) throws IOException {
    String path = request.getHttpURI().getPath();
    if (!isCall(path)) {
      Reply page = pages.answer(request);
      if (page != null) {
        return page;
      }
      throw ServiceException.invalid("Path '" + path + "' is not served.");
    }
    signature.check(request);
    byte[] sent = receive(request);
    inMemory.acquireUninterruptibly();
    try {
      return router.answer(call(request, sent));
    } finally {
      inMemory.release();
    }
  }

  /** The way through the faults: it may take long, so it waits without holding a thread. */
  private void strike(Request request, Exchange exchange) {
    StruckCall struck;
    try {
      signature.check(request);
      struck = faults.strike(call(request, receive(request)));
    } catch (IOException | RuntimeException e) {
      exchange.answer(
          () -> {
            throw e;
          });
      return;
    }
    struck.proceed(exchange, router::answer);
  }

  private static Call call(Request request, byte[] sent) {
    return new Call(
        request.getMethod(),
        parts(request.getHttpURI().getPath()),
        filter(request),
        request.getHeaders().get(HttpHeader.CONTENT_TYPE),
        request.getHeaders().get(REQUEST_ACTION),
        decompress(sent, request));
  }

  private static String filter(Request request) {
    return request.getHttpURI().getQuery() == null
        ? null
        : Request.extractQueryParameters(request).getValue("filter");
  }

  private static List<String> parts(String path) {
    List<String> parts = Arrays.asList(path.substring(ROOT.length()).split("/"));
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
    long rawSize = request.getHeaders().getLongField(Exchange.RAW_SIZE);
    if (rawSize < 0) {
      throw ServiceException.invalid(
          "A compressed body needs the header " + Exchange.RAW_SIZE + ".");
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
}
