package io.tideline.connector.datahub.table;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideline.connector.datahub.client.DataHubConnection;
import io.tideline.connector.datahub.client.TopicSchema;
import io.tideline.connector.datahub.client.TopicSchema.Column;
import io.tideline.connector.datahub.client.TopicSchema.Type;
import io.tideline.secret.Secret;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.DataTypes.Field;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class TopicTypeCheckTest {

  private static final TopicSchema ORDERS =
      new TopicSchema(
          List.of(
              new Column("id", Type.BIGINT, false),
              new Column("amount", Type.DECIMAL, true),
              new Column("placed_at", Type.TIMESTAMP, true),
              new Column("note", Type.STRING, true)));

  private static final TopicSchema BLOB = new TopicSchema(List.of());

  @Test
  void allThatDiffersIsSaidAtOnceWithTheMendAndTheNames() {
    DeclaredTable table =
        table(
            DataTypes.FIELD("id", DataTypes.STRING()),
            DataTypes.FIELD("amount", DataTypes.DOUBLE()),
            DataTypes.FIELD("placed_at", DataTypes.DATE()),
            DataTypes.FIELD("Note", DataTypes.STRING().notNull()),
            DataTypes.FIELD("NOTE", DataTypes.STRING()),
            DataTypes.FIELD("colour", DataTypes.STRING()));

    assertThatThrownBy(() -> TopicTypeCheck.forReading(table, ORDERS))
        .hasMessage(
            "table cat.db.orders does not fit its topic shop/orders at http://localhost:1:\n"
                + "  column 'id' is STRING in the table and BIGINT in the topic; declare it as BIGINT\n"
                + "  column 'amount' is DOUBLE in the table and DECIMAL in the topic; declare it as DECIMAL(p, s)\n"
                + "  column 'placed_at' is DATE in the table and TIMESTAMP in the topic; declare it as TIMESTAMP(6),"
                + " TIMESTAMP_LTZ(6) or BIGINT (microseconds)\n"
                + "  columns 'Note' and 'NOTE' are the same column of the topic, whose names have no case; keep one\n"
                + "  column 'colour' is not in the topic; take it out of the table or add it to the topic\n"
                + "  column 'Note' is NOT NULL in the table, but in the topic it may be without a value; declare it"
                + " without NOT NULL\n"
                + "The topic has: [id BIGINT NOT NULL, amount DECIMAL, placed_at TIMESTAMP, note STRING]");
  }

  @Test
  void aTableMayReadSomeOfTheColumnsInAnyOrderAndCase() {
    DeclaredTable table =
        table(
            DataTypes.FIELD("NOTE", DataTypes.STRING()), DataTypes.FIELD("Id", DataTypes.BIGINT()));

    assertThatCode(() -> TopicTypeCheck.forReading(table, ORDERS)).doesNotThrowAnyException();
  }

  @Test
  void aColumnThatMustHaveAValueMustBeWrittenAndNotNull() {
    DeclaredTable without = table(DataTypes.FIELD("note", DataTypes.STRING()));
    DeclaredTable nullable = table(DataTypes.FIELD("id", DataTypes.BIGINT()));
    DeclaredTable right = table(DataTypes.FIELD("id", DataTypes.BIGINT().notNull()));

    assertThatThrownBy(() -> TopicTypeCheck.forWriting(without, ORDERS))
        .hasMessageContaining(
            "the topic's column 'id' must have a value, but is not in the table; add it as BIGINT NOT NULL");
    assertThatThrownBy(() -> TopicTypeCheck.forWriting(nullable, ORDERS))
        .hasMessageContaining(
            "column 'id' may be NULL in the table, but in the topic it must have a value; declare it NOT NULL");
    assertThatCode(() -> TopicTypeCheck.forWriting(right, ORDERS)).doesNotThrowAnyException();
  }

  @Test
  void aPrimaryKeyDoesNotNeedAColumnThatMustHaveAValue() {
    DeclaredTable keyed =
        new DeclaredTable(
            "orders",
            topic(),
            columns(DataTypes.FIELD("note", DataTypes.STRING().notNull())),
            List.of("note"));

    assertThatCode(() -> TopicTypeCheck.forReading(keyed, ORDERS)).doesNotThrowAnyException();
  }

  @Test
  void aBlobTopicIsOneColumnOfBytes() {
    DeclaredTable text = table(DataTypes.FIELD("data", DataTypes.STRING()));
    DeclaredTable two =
        table(
            DataTypes.FIELD("data", DataTypes.BYTES()), DataTypes.FIELD("id", DataTypes.BIGINT()));
    DeclaredTable bytes = table(DataTypes.FIELD("data", DataTypes.BYTES().notNull()));

    assertThatThrownBy(() -> TopicTypeCheck.forReading(text, BLOB))
        .hasMessageContaining(
            "the topic is BLOB, but the table has a column of type STRING; declare a single column of type VARBINARY");
    assertThatThrownBy(() -> TopicTypeCheck.forWriting(two, BLOB))
        .hasMessageContaining("the topic is BLOB, but the table has 2 columns");
    assertThatCode(() -> TopicTypeCheck.forReading(bytes, BLOB)).doesNotThrowAnyException();
    assertThatThrownBy(() -> TopicTypeCheck.forReading(bytes, ORDERS))
        .hasMessageContaining("column 'data' is not in the topic");
  }

  private static DeclaredTable table(Field... fields) {
    return new DeclaredTable("cat.db.orders", topic(), columns(fields), List.of());
  }

  private static RowType columns(Field... fields) {
    return (RowType) DataTypes.ROW(fields).getLogicalType();
  }

  private static DataHubConnection topic() {
    Secret secret = Secret.of("accessId", "x");
    return new DataHubConnection(
        "http://localhost:1", "shop", "orders", new Secret[] {secret, secret}, "");
  }
}
