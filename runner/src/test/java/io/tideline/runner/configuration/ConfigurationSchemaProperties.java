package io.tideline.runner.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An editor must not mark what the loader takes (P40). */
class ConfigurationSchemaProperties {

  private final Map<String, Object> schema = new ConfigurationSchema().render();

  @Property
  void whatTheLoaderTakesTheSchemaAllows(
      @ForAll("parameterAndValue") Map.Entry<Parameter, String> given) {
    Map<String, Object> of = at(given.getKey().path());
    String value = given.getValue();

    // Every keyword that the schema uses, but no more.
    assertThat(of.keySet())
        .isSubsetOf(
            "description",
            "default",
            "examples",
            "format",
            "type",
            "pattern",
            "not",
            "enum",
            "minimum",
            "maximum");
    if (given.getKey().type().isNumber()) {
      assertThat(new BigDecimal(value))
          .isBetween(number(of.get("minimum")), number(of.get("maximum")));
    }
    if (of.containsKey("enum")) {
      assertThat((List<?>) of.get("enum")).asList().contains(value);
    }
    if (of.containsKey("pattern")) {
      assertThat(Pattern.compile((String) of.get("pattern")).matcher(value).find()).isTrue();
    }
    if (of.get("not") instanceof Map<?, ?> not) {
      assertThat(Pattern.compile((String) not.get("pattern")).matcher(value).find()).isFalse();
    }
  }

  @Provide
  Arbitrary<Map.Entry<Parameter, String>> parameterAndValue() {
    return Arbitraries.of(Parameters.all())
        .flatMap(
            parameter -> ParameterValues.right(parameter).map(value -> Map.entry(parameter, value)))
        .withoutEdgeCases();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> at(String path) {
    Map<String, Object> section = schema;
    for (String part : path.split("\\.")) {
      section = (Map<String, Object>) ((Map<String, Object>) section.get("properties")).get(part);
    }
    return section;
  }

  private static BigDecimal number(Object bound) {
    return new BigDecimal(bound.toString());
  }
}
