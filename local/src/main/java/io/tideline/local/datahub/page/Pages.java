package io.tideline.local.datahub.page;

import io.tideline.local.datahub.http.Reply;
import io.tideline.local.datahub.model.Catalog;
import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** What is there to read in a browser, without a signature. */
public final class Pages {
  private final StatusPage status;
  private final ShardPage shard;

  public Pages(Catalog catalog, Rates rates) {
    status = new StatusPage(catalog, rates);
    shard = new ShardPage(catalog);
  }

  /** The page at this path, or null if there is none. */
  public Reply answer(Request request) throws IOException {
    if (!request.getMethod().equals("GET")) {
      return null;
    }
    switch (request.getHttpURI().getPath()) {
      case "/":
        return status.html();
      case "/status.json":
        return status.json();
      case "/shard":
        requireThisMachine(request);
        Fields query = Request.extractQueryParameters(request);
        return shard.html(value(query, "project"), value(query, "topic"), value(query, "shard"));
      default:
        return null;
    }
  }

  /** Records are otherwise given only to those who sign for them. */
  private static void requireThisMachine(Request request) {
    SocketAddress client = request.getConnectionMetaData().getRemoteSocketAddress();
    if (!(client instanceof InetSocketAddress)
        || !((InetSocketAddress) client).getAddress().isLoopbackAddress()) {
      throw new ServiceException(
          ErrorCode.NO_PERMISSION, "Records are shown to clients of the server's machine only.");
    }
  }

  private static String value(Fields query, String name) {
    String value = query.getValue(name);
    if (value == null) {
      throw ServiceException.invalid("Give ?project=…&topic=…&shard=…; '" + name + "' is missing.");
    }
    return value;
  }
}
