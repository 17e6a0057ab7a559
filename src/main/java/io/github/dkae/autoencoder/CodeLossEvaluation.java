package io.github.dkae.autoencoder;

import io.github.dkae.graph.Program;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Evaluates a code loss on codes [k, Nc] and the prior [k, k] of their samples. Not safe for use by several threads. */
final class CodeLossEvaluation implements AutoCloseable {
    private final Program program;

    CodeLossEvaluation(CodeLoss loss, int samples, int codeSize) {
        SameDiff graph = SameDiff.create();
        loss.express(graph, graph.placeHolder(NetworkGraph.CODES, DataType.FLOAT, samples, codeSize),
                graph.placeHolder(NetworkGraph.PRIOR, DataType.FLOAT, samples, samples)).rename(NetworkGraph.CODE_LOSS);
        program = Program.compile(graph, Program.Request.of(NetworkGraph.CODE_LOSS), Program.Options.defaults());
    }

    double evaluate(INDArray codes, INDArray prior) {
        for (String input : new String[] {NetworkGraph.CODES, NetworkGraph.PRIOR}) {
            if (program.hasInput(input)) {
                program.input(input).assign(input.equals(NetworkGraph.CODES) ? codes : prior);
            }
        }
        program.run();
        return program.output(NetworkGraph.CODE_LOSS).getDouble(0);
    }

    @Override
    public void close() {
        program.close();
    }

    /**
     * The loss between the codes [n, Nc] of all n samples and the whole prior. For the losses that are based on alignment
     * the prior is read in tiles and memory is O(n·Nc); others take O(n²), and n ≤ 30,000.
     */
    static double ofAll(CodeLoss loss, INDArray codes, KernelBlocks prior) {
        if (loss instanceof NormalisedFrobenius) {
            return Math.sqrt(Math.max(0, 2 - 2 * KernelMoments.of(codes, prior).alignment()));
        }
        if (loss instanceof CentredAlignment) {
            try (INDArray mean = codes.mean(true, 0); INDArray centred = codes.sub(mean)) {
                return 1 - KernelMoments.of(centred, prior).centredAlignment();
            }
        }
        int n = Arguments.between("number of codes", codes.rows(), 1, 30_000);
        try (CodeLossEvaluation evaluation = new CodeLossEvaluation(loss, n, codes.columns());
             INDArray block = prior.block(IntStream.range(0, n).toArray())) {
            return evaluation.evaluate(codes, block);
        }
    }
}
