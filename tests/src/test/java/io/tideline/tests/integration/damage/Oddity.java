package io.tideline.tests.integration.damage;

import io.tideline.event.ChangeColumns;
import io.tideline.event.Stamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What is unusual and yet whole: such a record is delivered. */
enum Oddity {
  NOTHING((draft, random) -> {}),
  NO_STAMPS((draft, random) -> draft.stamped = false),
  STAMPS_THAT_ARE_NO_NUMBERS(
      (draft, random) -> {
        draft.stamped = false;
        draft.attributes.put(Stamp.RUN, "the third");
        draft.attributes.put(Stamp.SEQ, "");
      }),
  ATTEMPT_THAT_IS_NO_NUMBER(
      (draft, random) -> draft.attributes.put(Stamp.ATTEMPT, random.nextBoolean() ? "-1" : "x")),
  COLUMNS_IN_ANOTHER_ORDER(
      (draft, random) -> {
        List<String> names = new ArrayList<>(draft.row.keySet());
        Collections.shuffle(names, random);
        Map<String, String> other = new LinkedHashMap<>();
        names.forEach(name -> other.put(name, draft.row.get(name)));
        draft.row.clear();
        draft.row.putAll(other);
      }),
  COLUMN_THAT_IS_NOT_DECLARED((draft, random) -> draft.row.put("further", "{\"a\":[1,{}]}")),
  SPACE_BETWEEN((draft, random) -> draft.image(draft.json().replace(",\"", " ,\n\t\""))),
  NAMES_IN_UPPER_CASE((draft, random) -> draft.image(draft.json().replace("\"id\"", "\"ID\""))),
  COLUMNS_THAT_ARE_NULL(
      (draft, random) -> {
        draft.row.put("doc", "null");
        draft.row.remove("data");
      }),
  ESCAPED_CHARACTERS((draft, random) -> draft.row.put("doc", "\"\\u0000\\ud83c\\udf0a\\u7269\"")),
  LONG_TEXT((draft, random) -> draft.row.put("doc", '"' + "物".repeat(2_000) + '"')),
  STRUCTURE_AS_TEXT((draft, random) -> draft.row.put("doc", "{\"a\":[1,{\"b\":\"\\\"]\"}]}")),
  NO_EVENT_TIME((draft, random) -> draft.fields[ChangeColumns.EVENT_TIME] = null),
  EVENT_TIME_OF_ANOTHER_AGE(
      (draft, random) ->
          draft.fields[ChangeColumns.EVENT_TIME] = Times.ALL[random.nextInt(Times.ALL.length)]),
  NO_SOURCE((draft, random) -> draft.fields[ChangeColumns.SOURCE] = null),
  IMAGE_BEFORE_THAT_IS_NO_JSON(
      (draft, random) -> {
        draft.fields[ChangeColumns.OP] = "UPDATE";
        draft.fields[ChangeColumns.BEFORE] = "{\"id\":";
      });

  private static final class Times {
    static final Long[] ALL = {
      Long.MIN_VALUE, -62_135_596_800_000_000L, -1L, 253_402_300_799_999_999L, Long.MAX_VALUE
    };
  }

  private final Change change;

  private interface Change {
    void apply(Draft draft, Random random);
  }

  Oddity(Change change) {
    this.change = change;
  }

  void apply(Draft draft, Random random) {
    change.apply(draft, random);
  }
}
