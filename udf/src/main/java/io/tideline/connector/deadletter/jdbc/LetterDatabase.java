package io.tideline.connector.deadletter.jdbc;

import io.tideline.secret.Secret;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A table of dead letters in a database that speaks MySQL: OceanBase, MySQL, MariaDB. The driver is
 * found by the URL on the class path.
 */
public final class LetterDatabase implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_$]+(\\.[A-Za-z0-9_$]+)?");

  private final String url;
  private final String table;
  private final Secret username;
  private final Secret password;

  /**
   * @param table {@code table} or {@code database.table}
   * @param username null, as the password, where the URL or the database needs none
   * @throws IllegalArgumentException when the table's name has other characters than letters,
   *     digits, {@code _} and {@code $}
   */
  public LetterDatabase(String url, String table, Secret username, Secret password) {
    if (!TABLE.matcher(table).matches()) {
      throw new IllegalArgumentException(
          "option 'table-name' is a table or database.table of letters, digits, _ and $, not '"
              + table
              + "'");
    }
    this.url = url;
    this.table = table;
    this.username = username;
    this.password = password;
  }

  /** The name as it stands in a statement. */
  String table() {
    return "`" + table.replace(".", "`.`") + "`";
  }

  Connection connect() throws SQLException {
    Properties access = new Properties();
    if (username != null) {
      access.setProperty("user", username.resolve());
    }
    if (password != null) {
      access.setProperty("password", password.resolve());
    }
    return DriverManager.getConnection(url, access);
  }

  /** Makes the table where it is missing. */
  void createTable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LetterStatements.create(table()));
    }
  }

  @Override
  public String toString() {
    return "table " + table;
  }
}
