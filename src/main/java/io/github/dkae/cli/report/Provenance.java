package io.github.dkae.cli.report;

import com.google.gson.JsonObject;
import io.github.dkae.cli.Machine;
import io.github.dkae.cli.Nd4jInformation;
import io.github.dkae.cli.Project;
import io.github.dkae.cli.Version;
import java.util.List;

/** Where the figures come from: code, data, settings and machine. */
final class Provenance {
    private Provenance() {}

    /**
     * The provenance section of results.json.
     *
     * @param data    what the notebooks told of the data set
     * @param nd4j    what computed
     * @param runs    the notebooks, with the times that they took when they ran
     * @param seconds time of this report, for which not all of them need have run
     */
    static JsonObject of(Project project, ReportSettings settings, JsonObject data, Nd4jInformation nd4j,
            List<NotebookRun> runs, double seconds) {
        JsonObject provenance = new JsonObject();
        provenance.addProperty("version", Version.project());
        provenance.addProperty("commit", project.commit());
        copy(data, "name", provenance, "data");
        copy(data, "sha256", provenance, "dataSha256");
        copy(data, "samples", provenance, "dataSamples");
        provenance.addProperty("seed", settings.seed());
        provenance.addProperty("seeds", settings.seeds());
        provenance.addProperty("scale", settings.scale().toString());
        provenance.addProperty("java", System.getProperty("java.version"));
        provenance.addProperty("nd4j", Version.nd4j());
        provenance.addProperty("backend", nd4j.backend());
        provenance.addProperty("blas", nd4j.blas());
        provenance.addProperty("threads", nd4j.threads());
        provenance.addProperty("cpu", Machine.cpu());
        provenance.addProperty("seconds", round(seconds));
        JsonObject notebooks = new JsonObject();
        runs.forEach(run -> notebooks.addProperty(run.name(), round(run.seconds())));
        provenance.add("notebookSeconds", notebooks);
        return provenance;
    }

    private static void copy(JsonObject from, String key, JsonObject to, String name) {
        if (from.has(key)) {
            to.add(name, from.get(key));
        }
    }

    private static double round(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }
}
