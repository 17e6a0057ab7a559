package io.github.dkae.cli.results;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.dkae.support.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The section {@code seeds} of results.json: figures repeated with several seeds.
 *
 * @param seeds   the seeds, at least one
 * @param figures by dotted path, such as "table1.prior", one value for each seed
 */
public record SeedFigures(double[] seeds, Map<String, double[]> figures) {
    /** Its name. */
    public static final String SECTION = "seeds";
    private static final String SEED = "seed";

    /**
     * The repeated figures among the sections of a results.json; none when there is no such section.
     *
     * @throws IllegalArgumentException when the section holds anything but "seed" and lists of numbers of its length
     */
    public static SeedFigures in(Map<String, ? extends JsonElement> sections) {
        JsonElement section = sections.get(SECTION);
        if (section == null) {
            return new SeedFigures(new double[0], Map.of());
        }
        if (!section.isJsonObject()) {
            throw new IllegalArgumentException("must be an object, but was " + section);
        }
        JsonObject json = section.getAsJsonObject();
        double[] seeds = numbers(SEED, json.get(SEED));
        Map<String, double[]> figures = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
            double[] values = numbers(entry.getKey(), entry.getValue());
            if (values.length != seeds.length) {
                throw new IllegalArgumentException(
                        Text.format("%s must have a number for each of the %d seeds, but has %d",
                                entry.getKey(), seeds.length, values.length));
            }
            if (!entry.getKey().equals(SEED)) {
                figures.put(entry.getKey(), values);
            }
        }
        return new SeedFigures(seeds, Collections.unmodifiableMap(figures));
    }

    private static double[] numbers(String name, JsonElement element) {
        if (element == null || !element.isJsonArray() || element.getAsJsonArray().isEmpty()) {
            throw new IllegalArgumentException(Text.format("%s must be a list of numbers, one for each seed, but was %s",
                    name, element == null ? "missing" : element));
        }
        try {
            return element.getAsJsonArray().asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
        } catch (NumberFormatException | IllegalStateException | UnsupportedOperationException e) {
            throw new IllegalArgumentException(Text.format("%s must be a list of numbers, but was %s", name, element), e);
        }
    }
}
