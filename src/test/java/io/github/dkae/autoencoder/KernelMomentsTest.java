package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.kernel.KernelBlocks;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The losses over whole kernel matrices, tile by tile, against the same in one piece. */
class KernelMomentsTest {
    /** One tile, several without and with explicit features. */
    static Stream<Arguments> cases() {
        return Stream.of(5, 1024, 1025, 2049, 2500).flatMap(n -> Stream.of(false, true).flatMap(features ->
                Stream.of(new NormalisedFrobenius(), new CentredAlignment())
                        .map(loss -> Arguments.of(n, features, loss))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tiledLossEqualsLossOfTheWholeMatrix(int n, boolean explicit, CodeLoss loss) {
        INDArray codes = CodeLossTest.random(1, n, 6).castTo(DataType.FLOAT);
        INDArray features = CodeLossTest.random(2, n, 4).castTo(DataType.FLOAT);
        KernelBlocks prior = explicit ? new Features(features) : new Blocks(features);
        INDArray whole = features.mmul(features.transpose()).dup('c');
        try (CodeLossEvaluation evaluation = new CodeLossEvaluation(loss, n, 6)) {
            assertEquals(evaluation.evaluate(codes, whole), CodeLossEvaluation.ofAll(loss, codes, prior), 2e-6);
        }
    }

    private record Blocks(INDArray features) implements KernelBlocks {
        @Override
        public int size() {
            return features.rows();
        }

        @Override
        public INDArray block(int[] samples) {
            INDArray rows = Nd4j.pullRows(features, 1, samples);
            return rows.mmul(rows.transpose());
        }
    }

    private record Features(INDArray features) implements FeatureMatrix {
        @Override
        public int size() {
            return features.rows();
        }

        @Override
        public int featureCount() {
            return features.columns();
        }

        @Override
        public INDArray block(int[] samples) {
            throw new AssertionError("explicit features need no blocks");
        }

        @Override
        public INDArray times(INDArray right) {
            return features.mmul(right);
        }

        @Override
        public INDArray transposeTimes(INDArray left) {
            return features.transpose().mmul(left);
        }

        @Override
        public INDArray rows(int[] samples) {
            return Nd4j.pullRows(features, 1, samples);
        }

        @Override
        public long bytes() {
            return 4 * features.length();
        }
    }
}
