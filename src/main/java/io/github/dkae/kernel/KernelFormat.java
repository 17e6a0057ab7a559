package io.github.dkae.kernel;

import com.google.gson.JsonObject;
import io.github.dkae.mixture.GaussianMixtureEnsemble;
import io.github.dkae.support.ArrayForm;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.ModelFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A probabilistic cluster kernel as it is in a file: its mixtures, and the axes on which they see samples, if any. */
final class KernelFormat implements ModelFormat<ProbabilisticClusterKernel> {
    private static final String TYPE = "probabilistic cluster kernel";
    private static final int VERSION = 2;
    private static final String MEAN = "principalMean";
    private static final String AXES = "principalAxes";

    /** What the archive's header holds beside the mixtures'. */
    private record Header(Normalisation normalisation, long memoryBudget) {}

    static ModelArchive archive(GaussianMixtureEnsemble mixtures, Normalisation normalisation, PrincipalAxes axes,
            long memoryBudget) {
        ModelArchive ensemble = mixtures.archive();
        JsonObject header = ensemble.header().deepCopy();
        header.addProperty("normalisation", normalisation.name());
        header.addProperty("memoryBudget", memoryBudget);
        Map<String, INDArray> arrays = new LinkedHashMap<>(ensemble.arrays());
        if (axes != null) {
            arrays.put(MEAN, axes.mean().dup());
            arrays.put(AXES, axes.axes().dup());
        }
        return new ModelArchive(TYPE, VERSION, header, arrays);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public Map<String, ArrayForm> arrays(JsonObject header) throws IOException {
        Map<String, ArrayForm> forms = new HashMap<>(GaussianMixtureEnsemble.FORMAT.arrays(header));
        forms.put(MEAN, ArrayForm.of(DataType.DOUBLE, 1, ArrayForm.ANY));
        forms.put(AXES, ArrayForm.of(DataType.DOUBLE, ArrayForm.ANY, ArrayForm.ANY));
        return forms;
    }

    @Override
    public ProbabilisticClusterKernel model(ModelArchive archive) throws IOException {
        Header header = archive.header(Header.class);
        GaussianMixtureEnsemble mixtures = GaussianMixtureEnsemble.FORMAT.model(archive);
        PrincipalAxes axes = null;
        if (archive.arrays().containsKey(MEAN) || archive.arrays().containsKey(AXES)) {
            axes = new PrincipalAxes(archive.array(MEAN), archive.array(AXES));
            Arguments.matrix(AXES, axes.axes(), mixtures.dimensions());
            Arguments.matrix(MEAN, axes.mean(), axes.axes().rows());
        }
        return new ProbabilisticClusterKernel(mixtures, header.normalisation(), axes, header.memoryBudget());
    }
}
