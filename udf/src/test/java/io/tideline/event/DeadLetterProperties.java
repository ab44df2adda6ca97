package io.tideline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** P39 for dead letters: what names one. */
class DeadLetterProperties {

  private static final int TEXTS = 11;
  private static final Exception FAULT = new IllegalStateException("why");

  @Property(tries = 200)
  void aLetterIsTheSameWhereverInTheTopicItsEventStandsAndHoweverOftenItFailed(
      @ForAll("texts") List<String> texts,
      @ForAll long time,
      @ForAll @IntRange(max = 9) int attempt,
      @ForAll long sequence) {
    assertThat(id(event(texts, time, attempt, sequence)))
        .isEqualTo(id(event(texts, time, 0, 7)))
        .matches("[0-9a-f]{32}");
  }

  @Property(tries = 200)
  void anotherEventOrAnotherRouteIsAnotherLetter(
      @ForAll("texts") List<String> texts,
      @ForAll @IntRange(max = TEXTS - 1) int changed,
      @ForAll("text") String by,
      @ForAll long time) {
    List<String> others = new ArrayList<>(texts);
    others.set(changed, by);
    boolean same = others.equals(texts);
    assertThat(id(event(others, time, 0, 7)).equals(id(event(texts, time, 0, 7)))).isEqualTo(same);
  }

  @Property(tries = 100)
  void aLetterHasAllOfItsEventAndAMarkAllButTheImages(
      @ForAll("texts") List<String> texts, @ForAll long time) {
    RowData event = event(texts, time, 3, 7);
    GenericRowData letter = DeadLetter.letter(event, "decode", FAULT, 5);
    GenericRowData mark = DeadLetter.done(event, 5);
    for (int i = 0; i <= DeadLetterColumns.SEQ; i++) {
      Object expected = ((GenericRowData) event).getField(i);
      assertThat(letter.getField(i)).isEqualTo(expected);
      boolean image = i == ChangeColumns.BEFORE || i == ChangeColumns.AFTER;
      assertThat(mark.getField(i)).isEqualTo(image ? null : expected);
    }
    assertThat(letter.getInt(DeadLetterColumns.ATTEMPT)).isEqualTo(3);
    assertThat(letter.getString(DeadLetterColumns.ERROR)).hasToString("why");
    assertThat(letter.getField(DeadLetterColumns.LETTER_ID))
        .isEqualTo(mark.getField(DeadLetterColumns.LETTER_ID));
  }

  private static String id(RowData event) {
    return DeadLetter.letter(event, "decode", FAULT, 5)
        .getString(DeadLetterColumns.LETTER_ID)
        .toString();
  }

  /** The texts are the columns of the event but its time, and the route. */
  private static RowData event(List<String> texts, long time, int attempt, long sequence) {
    GenericRowData event = new GenericRowData(CarriedEvent.ARITY);
    int next = 0;
    for (int i = 0; i < ChangeColumns.NAMES.size(); i++) {
      event.setField(
          i,
          i == ChangeColumns.EVENT_TIME
              ? TimestampData.fromEpochMillis(time)
              : StringData.fromString(texts.get(next++)));
    }
    event.setField(CarriedEvent.ROUTE, StringData.fromString(texts.get(TEXTS - 1)));
    event.setField(DeadLetterColumns.SHARD, StringData.fromString(Long.toString(sequence % 5)));
    event.setField(DeadLetterColumns.SEQUENCE, sequence);
    event.setField(DeadLetterColumns.RUN, sequence / 2);
    event.setField(DeadLetterColumns.SEQ, sequence / 3);
    event.setField(CarriedEvent.ATTEMPT, attempt);
    return event;
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return text().list().ofSize(TEXTS);
  }

  /** Of characters that UTF-8 has. */
  @Provide
  Arbitrary<String> text() {
    return Arbitraries.strings().withCharRange('\0', '\ud7ff').ofMaxLength(12).injectNull(0.2);
  }
}
