package io.tideline.runner;

import io.tideline.runner.validation.Remark;
import io.tideline.runner.validation.Remarks;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;

/** Shows the remarks of a validation. */
final class RemarkOutput {

  private RemarkOutput() {}

  static void print(PrintWriter out, Remarks remarks) {
    remarks.mistakes().forEach(out::println);
    remarks.warnings().forEach(warning -> out.println("warning: " + warning));
    out.printf(
        "%s, %s%n",
        count(remarks.mistakes().size(), "mistake"), count(remarks.warnings().size(), "warning"));
    out.flush();
  }

  static void printJson(PrintWriter out, Remarks remarks) throws JsonProcessingException {
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("problems", objects(remarks.mistakes()));
    found.put("warnings", objects(remarks.warnings()));
    JsonOutput.print(out, found);
  }

  private static List<Map<String, Object>> objects(List<Remark> remarks) {
    return remarks.stream().map(RemarkOutput::object).toList();
  }

  private static Map<String, Object> object(Remark remark) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("place", remark.place());
    object.put("problem", remark.words());
    object.put("remedy", remark.mend());
    object.put("excerpt", remark.excerpt());
    return object;
  }

  private static String count(int number, String what) {
    return (number == 0 ? "no" : Integer.toString(number)) + " " + what + (number == 1 ? "" : "s");
  }
}
