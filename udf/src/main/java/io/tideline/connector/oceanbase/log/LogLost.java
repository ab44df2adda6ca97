package io.tideline.connector.oceanbase.log;

import org.apache.flink.configuration.DescribedEnum;
import org.apache.flink.configuration.description.InlineElement;
import org.apache.flink.configuration.description.TextElement;

/** What to do when the log cannot be read on from where capture stands. */
public enum LogLost implements DescribedEnum {
  FAIL("fail", "the job fails and says what is missing and the ways on"),
  OLDEST(
      "oldest",
      "go on from the oldest change that the log still has; what lies between is lost, which is"
          + " logged and counted, and the epoch grows if the log was begun anew");

  private final String text;
  private final String description;

  LogLost(String text, String description) {
    this.text = text;
    this.description = description;
  }

  @Override
  public InlineElement getDescription() {
    return TextElement.text(description);
  }

  @Override
  public String toString() {
    return text;
  }
}
