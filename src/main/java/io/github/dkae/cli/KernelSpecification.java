package io.github.dkae.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.dkae.cli.kernels.OtherKernel;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the template of Jupyter's kernel.json.
 *
 * <p>The template is JSON. In its strings, {@code @JAVA@} stands for the JVM's path, {@code @CLASSPATH@} for the class
 * path and {@code @ROOT@} for the project's folder; an array element that is {@code "@JAVA_OPTIONS@"} stands for any
 * number of elements, one for each option of the JVM. As the template is filled as JSON and not as text, paths may hold
 * whatever the file system allows.
 *
 * @param root    the project's folder
 * @param java    the JVM
 * @param options options of the JVM
 */
record KernelSpecification(Path root, Path java, List<String> options) {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final Pattern PLACEHOLDER = Pattern.compile("@(JAVA|CLASSPATH|ROOT)@");
    private static final String OPTIONS = "@JAVA_OPTIONS@";

    /** The content of kernel.json. */
    String fill(String template) {
        return GSON.toJson(filled(JsonParser.parseString(template))) + "\n";
    }

    /** The content of kernel.json for another kernel, which takes the class path through a variable. */
    String fill(String template, OtherKernel kernel, Path jar) {
        JsonObject ours = filled(JsonParser.parseString(template)).getAsJsonObject();
        JsonArray arguments = new JsonArray();
        arguments.add(java.toString());
        options.forEach(arguments::add);
        kernel.jvmOptions().forEach(arguments::add);
        List.of("-jar", jar.toString(), "{connection_file}").forEach(arguments::add);
        ours.add("argv", arguments);
        ours.addProperty("display_name", kernel.displayName());
        ours.getAsJsonObject("env").addProperty(kernel.classPathVariable(), classPath(kernel.separator()));
        return GSON.toJson(ours) + "\n";
    }

    private JsonElement filled(JsonElement element) {
        if (element.isJsonObject()) {
            JsonObject object = new JsonObject();
            for (Map.Entry<String, JsonElement> entry : element.getAsJsonObject().entrySet()) {
                object.add(entry.getKey(), filled(entry.getValue()));
            }
            return object;
        }
        if (element.isJsonArray()) {
            JsonArray array = new JsonArray();
            for (JsonElement item : element.getAsJsonArray()) {
                if (item.isJsonPrimitive() && item.getAsString().equals(OPTIONS)) {
                    options.forEach(array::add);
                } else {
                    array.add(filled(item));
                }
            }
            return array;
        }
        if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isString()) {
            return new JsonPrimitive(filled(element.getAsString()));
        }
        return element;
    }

    private String filled(String text) {
        Map<String, String> values = Map.of("JAVA", java.toString(), "ROOT", root.toString(),
                "CLASSPATH", classPath(File.pathSeparator));
        // All at once: a value may look like a placeholder.
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
    }

    private String classPath(String separator) {
        Path target = root.resolve("target");
        return target.resolve("classes") + separator + target.resolve("lib") + File.separator + "*";
    }
}
