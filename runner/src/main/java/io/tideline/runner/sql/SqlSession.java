package io.tideline.runner.sql;

import io.tideline.runner.script.RenderedStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.client.SqlClient;
import org.apache.flink.table.gateway.SqlGateway;
import org.apache.flink.table.gateway.rest.util.SqlGatewayRestOptions;
import org.apache.flink.table.gateway.service.context.DefaultContext;
import org.apache.flink.table.gateway.service.session.SessionManager;
import org.apache.flink.util.NetUtils;

/**
 * Flink's SQL client at a terminal, on a gateway in this process. Without a mode the client would
 * open such a gateway itself, but only with Flink's Python jar on the class path.
 */
public final class SqlSession {

  private static final String LOOPBACK = "127.0.0.1";

  private final List<RenderedStatement> statements;

  /**
   * @param statements those of all folders
   */
  public SqlSession(List<RenderedStatement> statements) {
    this.statements = statements;
  }

  /**
   * Returns when the user leaves the client.
   *
   * @param arguments further ones for the client
   * @throws Exception when the gateway does not start
   */
  public void open(List<String> arguments) throws Exception {
    Path init = writeInit();
    try (NetUtils.Port port = NetUtils.getAvailablePort()) {
      SqlGateway gateway = gateway(port.getPort());
      try {
        gateway.start();
        List<String> all = new ArrayList<>(List.of(SqlClient.MODE_GATEWAY));
        all.addAll(List.of("-e", LOOPBACK + ":" + port.getPort(), "-i", init.toString()));
        all.addAll(arguments);
        SqlClient.main(all.toArray(String[]::new));
      } finally {
        gateway.stop();
      }
    } finally {
      Files.deleteIfExists(init);
    }
  }

  private static SqlGateway gateway(int port) {
    Configuration flink = new Configuration();
    String prefix = "sql-gateway.endpoint.rest.";
    flink.setString(prefix + SqlGatewayRestOptions.ADDRESS.key(), LOOPBACK);
    flink.setString(prefix + SqlGatewayRestOptions.BIND_ADDRESS.key(), LOOPBACK);
    flink.setString(prefix + SqlGatewayRestOptions.PORT.key(), Integer.toString(port));
    return new SqlGateway(flink, SessionManager.create(new DefaultContext(flink, List.of())));
  }

  private Path writeInit() throws IOException {
    Path init = Files.createTempFile("tideline-", ".sql");
    return Files.writeString(init, InitScript.text(statements));
  }
}
