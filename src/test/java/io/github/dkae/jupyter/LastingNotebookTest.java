package io.github.dkae.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dkae.jupyter.KernelBridge.Cell;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A notebook like the quickstart's, whose reader goes on to type, to import and to edit. */
class LastingNotebookTest {
    private static final String CHART = "// a chart of its own\nimport java.text.*;\nimport static java.lang.Math.*;\n";

    @Test
    void networkAndDataStayThroughTabImportsAndEdits(@TempDir Path folder) throws Exception {
        try (KernelBridge kernel = new KernelBridge(folder, Map.of())) {
            kernel.start();
            run(kernel, """
                    import io.github.dkae.autoencoder.*;
                    import io.github.dkae.data.*;
                    import io.github.dkae.kernel.*;
                    import io.github.dkae.mixture.*;
                    import org.nd4j.linalg.api.ndarray.INDArray;""");
            run(kernel, """
                    Dataset digits() { return SyntheticDigits.generate(40, 1); }
                    var train = digits();
                    var test = train.sample(20, 1).sortedByClass();
                    int epochs = 1;""");
            run(kernel, """
                    var pck = ProbabilisticClusterKernel.fit(train.features(), ProbabilisticClusterKernel.Options.defaults()
                            .withMaximumComponents(3).withStarts(1).withSeed(1));
                    var options = TrainingOptions.defaults().withBatchSize(20).withEpochs(epochs, epochs).withSeed(1);
                    var dkae = DeepKernelizedAutoencoder.fit(train.features(), pck.over(train.features()),
                            Architecture.of(train.dimension(), 4, 8), options);
                    INDArray codes = dkae.encode(test.features());""");
            String state = "train.size() + \" \" + test.size() + \" \" + epochs + \" \" + codes.sumNumber()"
                    + " + \" \" + dkae.encode(test.features()).sumNumber() + \" \" + pck.featureCount()";
            String before = kernel.execute(state).text();
            for (String typed : new String[] {CHART + "dkae.enc", CHART + "int late() { return 1; }\ncodes.sumN"}) {
                for (String what : new String[] {"complete", "inspect"}) {
                    kernel.call("ask", Map.of("what", what, "arguments",
                            Map.of("code", typed, "cursor_pos", typed.length())));
                    assertEquals(before, kernel.execute(state).text(), what);
                }
            }
            run(kernel, CHART);
            assertEquals(before, kernel.execute(state).text());
            run(kernel, "Dataset digits() { return SyntheticDigits.generate(50, 2); }");
            run(kernel, "int epochs = 1;");
            assertEquals(before, kernel.execute(state).text());
        }
    }

    private static void run(KernelBridge kernel, String code) {
        Cell cell = kernel.execute(code);
        assertEquals("ok", cell.status(), () -> code + cell.json());
        assertEquals("", cell.standardError(), code);
    }
}
