package io.tideline.tests.integration.damage;

import static io.tideline.event.ChangeColumns.AFTER;
import static io.tideline.event.ChangeColumns.DATABASE_NAME;
import static io.tideline.event.ChangeColumns.EVENT_ID;
import static io.tideline.event.ChangeColumns.OP;
import static io.tideline.event.ChangeColumns.POSITION;
import static io.tideline.event.ChangeColumns.PRIMARY_KEY;
import static io.tideline.event.ChangeColumns.TABLE_NAME;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tideline.event.Stamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Kinds of damage; a record that has one can never be a row of its table. */
enum Damage {
  CUT_JSON(
      (draft, random) -> {
        byte[] whole = draft.jsonBytes();
        draft.image(Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1)));
      }),
  FUZZED_JSON((draft, random) -> draft.image(fuzzed(draft.jsonBytes(), random))),
  NOISE(
      (draft, random) -> {
        byte[] noise = new byte[1 + random.nextInt(300)];
        random.nextBytes(noise);
        noise[0] = (byte) 0x9c;
        draft.image(noise);
      }),
  NO_TEXT((draft, random) -> draft.image("")),
  NOT_AN_OBJECT(
      (draft, random) -> draft.image(any(random, "null", "7", "[]", "true", "\"{}\"", " \t\n"))),
  MORE_BEHIND((draft, random) -> draft.image(draft.json() + any(random, "}", ",", "{}", "x"))),
  NAME_TWICE(
      (draft, random) ->
          draft.image(draft.json().replace("{", "{" + any(random, "\"id\":1,", "\"ID\":1,")))),
  SINGLE_QUOTES((draft, random) -> draft.image(draft.json().replace('"', '\''))),
  DEEP_NESTING(
      (draft, random) -> {
        int depth = 2_000 + random.nextInt(20_000);
        draft.row.put(any(random, "doc", "more"), "[".repeat(depth) + "]".repeat(depth));
      }),
  NUL_IN_TEXT((draft, random) -> draft.row.put("doc", "\"a\0b\"")),
  BAD_ESCAPE(
      (draft, random) ->
          draft.row.put("doc", any(random, "\"\\x41\"", "\"\\u12\"", "\"\\u00G0\""))),
  CUT_CHARACTER(
      (draft, random) -> {
        byte[] whole = draft.jsonBytes();
        int at = Draft.utf8(draft.json().substring(0, draft.json().indexOf('物'))).length;
        int kept = at + 1 + random.nextInt(2);
        byte[] cut = Arrays.copyOf(whole, whole.length - (at + 3 - kept));
        System.arraycopy(whole, at + 3, cut, kept, whole.length - at - 3);
        draft.image(cut);
      }),
  BYTE_THAT_IS_NO_CHARACTER(
      (draft, random) -> {
        byte[] whole = draft.jsonBytes();
        whole[draft.json().indexOf("thing")] =
            (byte) (random.nextBoolean() ? 0xff : 0x80 + random.nextInt(0x40));
        draft.image(whole);
      }),
  HALF_A_PAIR(
      (draft, random) ->
          draft.row.put(
              "name",
              any(random, "\"x\\ud83c\"", "\"\\udf0ax\"", "\"\\udf0a\\ud83c\"", "\"\\uD83Cx\""))),
  HALF_A_PAIR_IN_BYTES(
      (draft, random) -> {
        byte[] whole = draft.jsonBytes();
        int at = draft.json().indexOf("thing");
        whole[at] = (byte) 0xed;
        whole[at + 1] = (byte) (0xa0 + random.nextInt(0x20));
        whole[at + 2] = (byte) 0xbc;
        draft.image(whole);
      }),
  TEXT_FOR_A_NUMBER(
      (draft, random) ->
          draft.row.put(
              any(random, "id", "amount", "weight", "ratio", "quantity", "paid"),
              any(random, "\"seven\"", "\"7\"", "\"\""))),
  NUMBER_FOR_A_TEXT(
      (draft, random) ->
          draft.row.put(any(random, "born", "opens", "placed", "updated", "data"), "20261123")),
  GIANT_NUMBER(
      (draft, random) ->
          draft.row.put(
              any(random, "id", "amount", "quantity"), "9".repeat(20 + random.nextInt(5_000)))),
  GIANT_EXPONENT(
      (draft, random) ->
          draft.row.put(
              any(random, "amount", "weight", "ratio", "quantity"),
              any(random, "1e999999999", "-1E+400", "1e99999999999999999999"))),
  TOO_MANY_DIGITS((draft, random) -> draft.row.put("amount", any(random, "1.005", "12345678901"))),
  OUT_OF_RANGE(
      (draft, random) -> {
        draft.row.put("rating", any(random, "128", "-129", "99999999999"));
      }),
  NO_NUMBER(
      (draft, random) ->
          draft.row.put(
              any(random, "weight", "ratio", "amount"),
              any(random, "NaN", "Infinity", "-", "+1", "1.", "0x10", "1_000"))),
  NO_SUCH_DAY(
      (draft, random) ->
          draft.row.put(
              any(random, "born"),
              any(random, "\"2026-02-30\"", "\"0000-00-00\"", "\"12026-01-01\"", "\"\""))),
  ABSURD_TIME(
      (draft, random) -> {
        switch (random.nextInt(3)) {
          case 0 ->
              draft.row.put("opens", any(random, "\"25:00:00\"", "\"-01:00:00\"", "\"8:30\""));
          case 1 ->
              draft.row.put(
                  "placed",
                  any(random, "\"2026-11-23\"", "\"2026-11-23 15:00:00.123456\"", "\"now\""));
          default ->
              draft.row.put(
                  "updated", any(random, "\"2026-11-23 15:00:00\"", "\"2026-11-23 15:00:61Z\""));
        }
      }),
  NO_BASE64((draft, random) -> draft.row.put("data", any(random, "\"§§\"", "\"AAE\"", "\"A===\""))),
  HUGE_TEXT(
      (draft, random) ->
          draft.row.put("name", '"' + "x".repeat(201 + random.nextInt(20_000)) + '"')),
  STRUCTURE_FOR_A_VALUE(
      (draft, random) ->
          draft.row.put(
              any(random, "id", "amount", "born", "data"), any(random, "[1]", "{\"a\":1}"))),
  COLUMN_MISSING((draft, random) -> draft.row.remove("id")),
  NULL_THAT_MUST_NOT_BE((draft, random) -> draft.row.put("id", "null")),
  NO_SUCH_OP(
      (draft, random) -> draft.fields[OP] = any(random, "insert", "", "UPSERT", "DELETE ", null)),
  BAD_POSITION(
      (draft, random) ->
          draft.fields[POSITION] =
              any(
                  random,
                  null,
                  "",
                  "mysql-bin.000001:4711",
                  "0001-00000001-00000000000x-0000000-0",
                  "-001-00000001-000000000001-0000000-0",
                  "0001-00000001-000000000001-0000000-7")),
  EMPTY_KEY(
      (draft, random) ->
          draft.fields[PRIMARY_KEY] =
              any(random, "", "{}", "[]", "7", "null", "{\"id\":}", "{\"id\":")),
  NO_IMAGE((draft, random) -> draft.fields[AFTER] = Draft.ABSENT),
  CUT_IMAGE_OF_A_DELETE(
      (draft, random) -> {
        draft.fields[OP] = "DELETE";
        draft.image(Arrays.copyOf(draft.jsonBytes(), 40));
      }),
  NO_TABLE(
      (draft, random) -> draft.fields[random.nextBoolean() ? DATABASE_NAME : TABLE_NAME] = null),
  NO_EVENT_ID((draft, random) -> draft.fields[EVENT_ID] = any(random, null, "")),
  ROUTE_THAT_IS_NOT_THERE(
      (draft, random) -> {
        draft.attributes.put(Stamp.ATTEMPT, "1");
        draft.attributes.put(Stamp.ROUTE, "changes.gone");
      });

  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Generator generator;

  private interface Generator {
    void damage(Draft draft, Random random);
  }

  Damage(Generator generator) {
    this.generator = generator;
  }

  void damage(Draft draft, Random random) {
    generator.damage(draft, random);
  }

  private static String any(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  /** With bytes changed, put in and taken out, until it is no JSON any more. */
  private static byte[] fuzzed(byte[] json, Random random) {
    byte[] bytes = json.clone();
    do {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          longer[at] = (byte) random.nextInt(256);
          bytes = longer;
        }
        default -> {
          byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
          System.arraycopy(bytes, at + 1, shorter, at, bytes.length - at - 1);
          bytes = shorter;
        }
      }
    } while (isJson(bytes));
    return bytes;
  }

  private static boolean isJson(byte[] bytes) {
    try {
      STRICT.readTree(bytes);
      return new String(bytes, StandardCharsets.UTF_8).indexOf('\ufffd') < 0;
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      return false; // bytes that are no characters
    }
  }
}
