package io.tideline.runner.configuration;

import io.tideline.runner.configuration.type.Address;
import io.tideline.runner.configuration.type.Choice;
import io.tideline.runner.configuration.type.Host;
import io.tideline.runner.configuration.type.Location;
import io.tideline.runner.configuration.type.Name;
import io.tideline.runner.configuration.type.RegularExpressions;
import io.tideline.runner.configuration.type.Size;
import io.tideline.runner.configuration.type.Text;
import io.tideline.runner.configuration.type.TimeSpan;
import io.tideline.runner.configuration.type.TimeZone;
import io.tideline.runner.configuration.type.WholeNumber;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every parameter of a pipeline, described once, in the order in which people read them. */
public final class Parameters {

  private static final Map<String, Parameter> ALL = new LinkedHashMap<>();
  private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    section("database", "The database, whose row log the capture job reads.", database());
    section("datahub", "The topic between the two jobs.", datahub());
    job("capture", "The job from the database to the topic.", "1", "10 s");
    job("deliver", "The job from the topic to the files.", "2", "5 min");
    section("output", "The files.", output());
    section("output.rolling", "When a file is finished: whichever comes first.", rolling());
    section("deadLetters", "Events that cannot be delivered.", deadLetters());
    section(
        "logging",
        "The log of 'tideline run' and of the processes of 'tideline up'; another cluster has its own settings.",
        logging());
    section("logging.file", "The log's files; a full one makes room for the next.", logFiles());
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
    return SECTIONS.containsKey(path);
  }

  /** The paths of all parameters and sections. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(ALL.keySet());
    names.addAll(SECTIONS.keySet());
    return names;
  }

  /** What is in a section, in a sentence. */
  public static String sectionDescription(String path) {
    return SECTIONS.get(path);
  }

  private static void section(String path, String description, List<Parameter> parameters) {
    SECTIONS.put(path, description);
    parameters.forEach(parameter -> ALL.put(parameter.path(), parameter));
  }

  private static void job(String job, String description, String parallelism, String interval) {
    JobParameters parameters = new JobParameters(job, parallelism, interval);
    section(job, description, parameters.own());
    section(
        job + ".checkpoint",
        "How often the job's state is kept, to go on from after a fault.",
        parameters.checkpoint());
    section(job + ".state", "The job's state.", parameters.state());
    section(
        job + ".restart",
        "How the job comes back after a fault: at once, then with longer and longer pauses.",
        parameters.restart());
    section(job + ".web", "Flink's web page.", parameters.web());
  }

  private static List<Parameter> database() {
    return List.of(
        Parameter.of("database.host", new Host())
            .example("127.0.0.1")
            .described("Where the database listens: for OceanBase its proxy, OBProxy."),
        Parameter.of("database.port", new WholeNumber(1, 65535))
            .orElse("2883")
            .described("The port there; 2883 is the proxy's."),
        Parameter.of("database.username", new Text())
            .example("tideline")
            .described("The user that reads the tables and the log."),
        Parameter.secret("database.password").described("That user's password."),
        Parameter.of("database.name", new RegularExpressions())
            .example("shop")
            .described("The databases to capture."),
        Parameter.of("database.tables", new RegularExpressions())
            .example("shop\\..*")
            .described("The tables to capture, as they are called with their database."),
        Parameter.of("database.timeZone", new TimeZone())
            .orElse("UTC")
            .described("The time zone of the database server."),
        Parameter.of(
                "database.snapshotRowsPerSecond", new WholeNumber(0, Integer.MAX_VALUE, "rows"))
            .orElse("0")
            .described(
                "How many rows a second each reader of a snapshot reads at most, on the average; 0 for no limit. The log is"
                    + " read as fast as ever."),
        Parameter.of("database.source", new Text())
            .example("shop-db")
            .described(
                "The name of this database in every event. Two databases need two names; with a new name every row"
                    + " is a new one."));
  }

  private static List<Parameter> datahub() {
    return List.of(
        Parameter.of("datahub.endpoint", new Address())
            .example("http://127.0.0.1:18080")
            .described("The address of the service."),
        Parameter.of("datahub.project", new Name())
            .example("tideline")
            .described("The project that has the topic."),
        Parameter.of("datahub.topic", new Name())
            .example("changes")
            .described("The topic that capture writes and deliver reads."),
        Parameter.of("datahub.shards", new WholeNumber(1, 256, "shards"))
            .orElse("4")
            .described("Of a topic that 'tideline topic create' makes."),
        Parameter.of("datahub.lifecycle", new WholeNumber(1, 7, "days"))
            .orElse("3")
            .described("How long such a topic keeps a record."),
        Parameter.of("datahub.subscription", new Text())
            .orElse("deliver")
            .described(
                "The subscription that deliver reads by: its id, or the name under which 'tideline topic create'"
                    + " makes one."),
        Parameter.secret("datahub.accessId").described("The id of the access key."),
        Parameter.secret("datahub.accessKey").described("The access key."));
  }

  private static List<Parameter> output() {
    return List.of(
        Parameter.of("output.path", new Location())
            .orElse(".tideline/output")
            .described("The directory of the files, one below it a table."),
        Parameter.of("output.format", Choice.of("parquet", "json", "csv"))
            .orElse("parquet")
            .described("The format of a table of files whose SQL names no other."));
  }

  private static List<Parameter> rolling() {
    return List.of(
        Parameter.of("output.rolling.size", Size.between("1 kb", "1 tb"))
            .orElse("1 gb")
            .described("The size at which a file is finished."),
        Parameter.of("output.rolling.interval", TimeSpan.between("1 s", "30 d"))
            .orElse("1 h")
            .described("The age at which a file is finished; the next checkpoint shows it."));
  }

  private static List<Parameter> deadLetters() {
    return List.of(
        Parameter.of("deadLetters.path", new Location())
            .orElse(".tideline/dead-letters")
            .described("The directory of their files."));
  }

  private static List<Parameter> logging() {
    return List.of(
        Parameter.of("logging.level", Choice.of("error", "warn", "info", "debug", "trace"))
            .orElse("info")
            .described("What is logged: this and what is more serious."),
        Parameter.of("logging.format", Choice.of("text", "json"))
            .orElse("text")
            .described("A line for people, or a JSON object a line."));
  }

  private static List<Parameter> logFiles() {
    return List.of(
        Parameter.of("logging.file.size", Size.between("64 kb", "1 tb"))
            .orElse("64 mb")
            .described("The size at which a file is full."),
        Parameter.of("logging.file.count", new WholeNumber(1, 1000, "files"))
            .orElse("5")
            .described("How many full files are kept."));
  }
}
