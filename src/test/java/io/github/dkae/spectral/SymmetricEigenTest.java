package io.github.dkae.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.support.Progress;
import io.github.dkae.support.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SymmetricEigenTest {
    private static final int N = 700;

    @Test
    void leadingPairsEqualThoseOfTheFullDecomposition() {
        INDArray k = withSpectrum(N, i -> 1.0 / (1 + i), 1);
        SymmetricEigen full = SymmetricEigen.full(k);
        SymmetricEigen leading =
                SymmetricEigen.leading(SymmetricOperator.of(k), SymmetricEigen.Options.of(20).withTolerance(1e-9));
        assertArrayEquals(Arrays.copyOf(full.eigenvalues(), 20), leading.eigenvalues(), 1e-12);
        INDArray same = Matrices.columns(full.eigenvectors(), 0, 20);
        assertTrue(same.sub(leading.eigenvectors()).amaxNumber().doubleValue() < 1e-5);
        assertTrue(leading.residual() <= 1e-9);
        assertTrue(leading.columnsApplied() < N);
    }

    @Test
    void knownSpectrumIsFound() {
        SymmetricEigen full = SymmetricEigen.full(withSpectrum(60, i -> 60 - i, 2));
        for (int i = 0; i < 60; i++) {
            assertEquals(60 - i, full.eigenvalues()[i], 1e-11);
        }
        assertOrthonormal(full.eigenvectors(), 1e-12);
    }

    @Test
    void clusteredEigenvaluesAreAllFound() {
        // Three tight clusters of 10; a wrong count of one would shift all that follow.
        INDArray k = withSpectrum(N, i -> i < 30 ? 3 - i / 10 + 1e-7 * (i % 10) : 0.1 / i, 3);
        SymmetricEigen leading =
                SymmetricEigen.leading(SymmetricOperator.of(k), SymmetricEigen.Options.of(30).withTolerance(1e-8));
        for (int i = 0; i < 30; i++) {
            assertEquals(3 - i / 10, leading.eigenvalues()[i], 1e-6);
        }
        assertOrthonormal(leading.eigenvectors(), 1e-10);
    }

    @Test
    void repeatedEigenvaluesAreAllFound() {
        INDArray k = withSpectrum(N, i -> i < 12 ? 2 : i < 20 ? 1 : 0, 4);
        SymmetricEigen leading =
                SymmetricEigen.leading(SymmetricOperator.of(k), SymmetricEigen.Options.of(16).withTolerance(1e-10));
        for (int i = 0; i < 16; i++) {
            assertEquals(i < 12 ? 2 : 1, leading.eigenvalues()[i], 1e-9);
        }
    }

    @Test
    void rankDeficientOperatorGivesZerosAndOrthonormalVectors() {
        INDArray k = withSpectrum(N, i -> i < 5 ? 5 - i : 0, 5);
        SymmetricEigen leading =
                SymmetricEigen.leading(SymmetricOperator.of(k), SymmetricEigen.Options.of(40).withTolerance(1e-10));
        for (int i = 0; i < 40; i++) {
            assertEquals(i < 5 ? 5 - i : 0, leading.eigenvalues()[i], 1e-10);
        }
        assertOrthonormal(leading.eigenvectors(), 1e-10);
    }

    @Test
    void identityAndZeroOperators() {
        INDArray identity = Nd4j.eye(N);
        SymmetricEigen ones = SymmetricEigen.leading(SymmetricOperator.of(identity), SymmetricEigen.Options.of(20));
        assertArrayEquals(filled(20, 1), ones.eigenvalues(), 1e-5);
        INDArray zero = Nd4j.zeros(DataType.DOUBLE, N, N);
        SymmetricEigen none = SymmetricEigen.leading(SymmetricOperator.of(zero), SymmetricEigen.Options.of(20));
        assertArrayEquals(new double[20], none.eigenvalues(), 0);
        assertOrthonormal(none.eigenvectors(), 1e-10);
    }

    @Test
    void slowDecayNeedsRestartsAndConverges() {
        INDArray k = withSpectrum(N, i -> 1 - 0.001 * i, 6);
        SymmetricEigen leading = SymmetricEigen.leading(SymmetricOperator.of(k),
                SymmetricEigen.Options.of(6).withBlockSize(4).withTolerance(1e-8));
        assertTrue(leading.columnsApplied() > BlockLanczos.basisSize(SymmetricEigen.Options.of(6).withBlockSize(4)));
        for (int i = 0; i < 6; i++) {
            assertEquals(1 - 0.001 * i, leading.eigenvalues()[i], 1e-8);
        }
    }

    @Test
    void float32OperatorReachesItsPrecision() {
        INDArray k = withSpectrum(N, i -> Math.exp(-0.05 * i), 7).castTo(DataType.FLOAT);
        SymmetricEigen leading =
                SymmetricEigen.leading(SymmetricOperator.of(k), SymmetricEigen.Options.of(50).withTolerance(2e-6));
        assertEquals(DataType.FLOAT, leading.eigenvectors().dataType());
        for (int i = 0; i < 50; i++) {
            assertEquals(Math.exp(-0.05 * i), leading.eigenvalues()[i], 5e-6);
        }
        assertOrthonormal(leading.eigenvectors(), 1e-5);
    }

    @Test
    void reportedResidualsAreTrue() {
        INDArray k = withSpectrum(N, i -> 1.0 / (1 + i), 8);
        SymmetricEigen leading =
                SymmetricEigen.leading(SymmetricOperator.of(k), SymmetricEigen.Options.of(10).withTolerance(1e-3));
        INDArray v = leading.eigenvectors();
        INDArray difference = k.mmul(v).sub(v.mulRowVector(Nd4j.createFromArray(leading.eigenvalues())));
        assertArrayEquals(leading.residuals(),
                difference.norm2(0).div(leading.eigenvalues()[0]).toDoubleVector(), 1e-12);
    }

    @Test
    void sameSeedSameBitsAndSignsDoNotDependOnTheSeed() {
        SymmetricOperator k = SymmetricOperator.of(withSpectrum(N, i -> 1.0 / (1 + i), 9));
        SymmetricEigen.Options options = SymmetricEigen.Options.of(8).withTolerance(1e-9);
        SymmetricEigen first = SymmetricEigen.leading(k, options);
        SymmetricEigen again = SymmetricEigen.leading(k, options);
        SymmetricEigen other = SymmetricEigen.leading(k, options.withSeed(1));
        assertEquals(first.eigenvectors(), again.eigenvectors());
        assertTrue(first.eigenvectors().sub(other.eigenvectors()).amaxNumber().doubleValue() < 1e-6);
        for (int j = 0; j < 8; j++) {
            INDArray column = first.eigenvectors().getColumn(j);
            assertEquals(column.amaxNumber().doubleValue(), column.maxNumber().doubleValue(), 1e-3);
        }
    }

    @Test
    void centredOperatorIsTheCentredMatrix() {
        INDArray k = withSpectrum(50, i -> 1.0 / (1 + i), 10);
        INDArray h = Nd4j.eye(50).castTo(DataType.DOUBLE).sub(1.0 / 50);
        INDArray expected = h.mmul(k).mmul(h);
        SymmetricOperator centred = SymmetricOperator.of(k).centred();
        INDArray v = Matrices.randomSigns(50, 3, DataType.DOUBLE, RandomStreams.of(1, "test"));
        assertTrue(expected.sub(centred.dense()).amaxNumber().doubleValue() < 1e-14);
        assertTrue(expected.mmul(v).sub(centred.apply(v)).amaxNumber().doubleValue() < 1e-13);
    }

    @Test
    void moreComponentsThanTheOrderAreRefused() {
        INDArray k = Nd4j.eye(5);
        String message = assertThrows(IllegalArgumentException.class,
                () -> SymmetricEigen.leading(SymmetricOperator.of(k), SymmetricEigen.Options.of(6))).getMessage();
        assertEquals("components must be at most the operator's order 5, but was 6", message);
    }

    @Test
    void tooFewProductsAreReported() {
        INDArray k = withSpectrum(N, i -> 1 - 0.0001 * i, 11);
        SymmetricEigen.Options options = SymmetricEigen.Options.of(6).withTolerance(1e-12).withMaxBlocks(2);
        String message = assertThrows(IllegalStateException.class,
                () -> SymmetricEigen.leading(SymmetricOperator.of(k), options)).getMessage();
        assertTrue(message.contains("with 2 block products"), message);
    }

    @Test
    void interruptionCancels() {
        INDArray k = withSpectrum(N, i -> 1.0 / (1 + i), 12);
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class,
                () -> SymmetricEigen.leading(SymmetricOperator.of(k), SymmetricEigen.Options.of(6)));
        assertTrue(Thread.interrupted());
    }

    @Test
    void progressEndsAtTheTotal() {
        INDArray k = withSpectrum(N, i -> 1.0 / (1 + i), 13);
        List<long[]> heard = new ArrayList<>();
        Progress progress = (task, done, total, detail) -> heard.add(new long[] {done, total});
        SymmetricEigen.leading(SymmetricOperator.of(k), SymmetricEigen.Options.of(30).withBlockSize(10), progress);
        assertTrue(heard.size() > 3);
        for (int i = 0; i < heard.size(); i++) {
            assertEquals(i == heard.size() - 1, heard.get(i)[0] == heard.get(i)[1]);
        }
    }

    @Test
    void badOptionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SymmetricEigen.Options.of(0));
        assertThrows(IllegalArgumentException.class, () -> SymmetricEigen.Options.of(1).withTolerance(0));
        assertThrows(IllegalArgumentException.class, () -> SymmetricEigen.Options.of(1).withBlockSize(-1));
        assertThrows(IllegalArgumentException.class, () -> SymmetricEigen.Options.of(1).withMaxBlocks(0));
        assertThrows(IllegalArgumentException.class, () -> SymmetricOperator.of(Nd4j.zeros(3, 4)));
    }

    /** A symmetric float64 matrix with the given eigenvalues and random eigenvectors. */
    static INDArray withSpectrum(int n, IntToDoubleFunction eigenvalue, long seed) {
        double[] values = new double[n];
        Arrays.setAll(values, eigenvalue::applyAsDouble);
        INDArray q = Matrices.randomSigns(n, n, DataType.DOUBLE, RandomStreams.of(seed, "test-spectrum"));
        Lapack.orthonormalise(q);
        INDArray scaled = q.dup('f');
        Matrices.scaleColumns(scaled, values);
        INDArray k = scaled.mmul(q.transpose());
        return k.add(k.transpose()).muli(0.5);
    }

    static void assertOrthonormal(INDArray v, double tolerance) {
        INDArray gram = v.transpose().mmul(v);
        INDArray error = gram.sub(Nd4j.eye(v.columns()).castTo(v.dataType()));
        assertTrue(error.amaxNumber().doubleValue() <= tolerance, () -> "off by " + error.amaxNumber());
    }

    private static double[] filled(int n, double value) {
        double[] result = new double[n];
        Arrays.fill(result, value);
        return result;
    }
}
