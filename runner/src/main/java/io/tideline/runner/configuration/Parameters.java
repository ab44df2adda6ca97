package io.tideline.runner.configuration;

import io.tideline.runner.configuration.ParameterType.Choice;
import io.tideline.runner.configuration.ParameterType.Form;
import io.tideline.runner.configuration.ParameterType.Location;
import io.tideline.runner.configuration.ParameterType.RegularExpression;
import io.tideline.runner.configuration.ParameterType.Size;
import io.tideline.runner.configuration.ParameterType.Text;
import io.tideline.runner.configuration.ParameterType.TimeSpan;
import io.tideline.runner.configuration.ParameterType.WholeNumber;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;

/** Every parameter of a pipeline, described once, in the order in which people read them. */
public final class Parameters {

  private static final Map<String, Parameter> ALL = new LinkedHashMap<>();

  static {
    database().forEach(Parameters::add);
    datahub().forEach(Parameters::add);
    job("capture", "1", "10 s").forEach(Parameters::add);
    job("deliver", "2", "5 min").forEach(Parameters::add);
    output().forEach(Parameters::add);
  }

  private Parameters() {}

  public static Collection<Parameter> all() {
    return ALL.values();
  }

  public static Optional<Parameter> find(String path) {
    return Optional.ofNullable(ALL.get(path));
  }

  /** Whether parameters stand below this path: {@code deliver.checkpoint}. */
  public static boolean isSection(String path) {
    return ALL.keySet().stream().anyMatch(name -> name.startsWith(path + "."));
  }

  private static void add(Parameter parameter) {
    ALL.put(parameter.path(), parameter);
  }

  private static List<Parameter> database() {
    return List.of(
        Parameter.of("database.host", new Text()).described("where the database listens"),
        Parameter.of("database.port", port(1))
            .orElse("2883")
            .described("2883 is OceanBase's proxy"),
        Parameter.of("database.username", new Text()).described("the user that reads the log"),
        Parameter.secret("database.password").described("that user's password"),
        Parameter.of("database.name", new RegularExpression())
            .described("the databases to capture"),
        Parameter.of("database.tables", new RegularExpression())
            .described("the tables to capture, over database.table"),
        Parameter.of("database.timeZone", zone())
            .orElse("UTC")
            .described("the database server's time zone"),
        Parameter.of("database.source", new Text())
            .orElse("database")
            .described("the name of this database in every event"));
  }

  private static List<Parameter> datahub() {
    return List.of(
        Parameter.of(
                "datahub.endpoint",
                new Form(Pattern.compile("https?://\\S+"), "an address such as http://host:port"))
            .described("the service's address"),
        Parameter.of("datahub.project", new Text()).described("the project of the topic"),
        Parameter.of("datahub.topic", new Text()).described("the topic between the two jobs"),
        Parameter.of("datahub.shards", new WholeNumber(1, 256))
            .orElse("4")
            .described("shards of a topic that 'topic create' makes"),
        Parameter.of("datahub.lifecycle", new WholeNumber(1, 7))
            .orElse("3")
            .described("days that such a topic keeps a record"),
        Parameter.of("datahub.subscription", new Text())
            .orElse("deliver")
            .described("the subscription's id, or the name under which 'topic create' makes one"),
        Parameter.secret("datahub.accessId").described("the id of the access key"),
        Parameter.secret("datahub.accessKey").described("the access key"));
  }

  private static List<Parameter> job(String job, String parallelism, String interval) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        Parameter.of(job + ".parallelism", new WholeNumber(1, 32768))
            .orElse(parallelism)
            .described("parallel instances of an operator"));
    parameters.add(
        Parameter.of(job + ".checkpoint.interval", atLeast("PT0.01S"))
            .orElse(interval)
            .described("time between two checkpoints"));
    parameters.add(
        Parameter.of(job + ".checkpoint.timeout", atLeast("PT0.01S"))
            .orElse("10 min")
            .described("a checkpoint that takes longer fails; the job goes on"));
    parameters.add(
        Parameter.of(job + ".checkpoint.minPause", atLeast("PT0S"))
            .orElse("0 ms")
            .described("time between the end of a checkpoint and the next one"));
    parameters.add(
        Parameter.of(job + ".checkpoint.retained", new WholeNumber(1, 1000))
            .orElse("3")
            .described("the newest checkpoints that are kept"));
    parameters.add(
        Parameter.of(job + ".checkpoint.mode", new Choice(List.of("exactly-once", "at-least-once")))
            .orElse("exactly-once")
            .described("what a checkpoint guarantees"));
    parameters.add(
        Parameter.of(job + ".state.backend", new Choice(List.of("hashmap", "rocksdb")))
            .orElse("hashmap")
            .described("where state lives: on the heap, or on local disk"));
    parameters.add(
        Parameter.of(job + ".state.directory", new Location())
            .orElse(".tideline/state/" + job)
            .described("where checkpoints are kept"));
    parameters.add(
        Parameter.of(job + ".restart.initialDelay", atLeast("PT0.001S"))
            .orElse("1 s")
            .described("pause before the restart after a fault; doubles with each further one"));
    parameters.add(
        Parameter.of(job + ".restart.maximumDelay", atLeast("PT0.001S"))
            .orElse("30 s")
            .described("the longest such pause"));
    parameters.add(
        Parameter.of(job + ".web.port", port(0))
            .orElse("0")
            .described("port of Flink's web page of 'run'; 0 takes a free one"));
    return parameters;
  }

  private static List<Parameter> output() {
    return List.of(
        Parameter.of("output.path", new Location())
            .orElse(".tideline/output")
            .described("where the files go"),
        Parameter.of("output.rolling.size", new Size(MemorySize.parse("1 kb")))
            .orElse("1 gb")
            .described("a file of this size is finished"),
        Parameter.of("output.rolling.interval", atLeast("PT1S"))
            .orElse("1 h")
            .described("a file of this age is finished"),
        Parameter.of("deadLetters.path", new Location())
            .orElse(".tideline/dead-letters")
            .described("where undeliverable events are kept"));
  }

  private static ParameterType port(int least) {
    return new WholeNumber(least, 65535);
  }

  private static ParameterType atLeast(String duration) {
    return new TimeSpan(Duration.parse(duration));
  }

  private static ParameterType zone() {
    List<String> zones = new ArrayList<>(ZoneId.getAvailableZoneIds());
    Pattern offset = Pattern.compile("[+-]\\d{2}:\\d{2}");
    Pattern names =
        Pattern.compile(
            zones.stream().map(Pattern::quote).reduce(offset.pattern(), (a, b) -> a + "|" + b));
    return new Form(names, "a time zone such as UTC, Asia/Shanghai or +08:00");
  }
}
