package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SyntheticDigitsTest {
    private static final int TRAIN = 3000;
    private static final int TEST = 1000;
    private static final Dataset DIGITS = SyntheticDigits.generate(TRAIN + TEST, 1);
    private static final float[] PIXELS = DIGITS.features().data().asFloat();

    @Test
    void sameSeedGivesTheSameDigitsOnEveryMachine() {
        assertEquals("6a5ed8ae005888f73d22cef9b7029d68977ec1ae90e9d2dec745c51633bf73de",
                SyntheticDigits.generate(20, 7).sha256());
        assertNotEquals(SyntheticDigits.generate(20, 8).sha256(), SyntheticDigits.generate(20, 7).sha256());
    }

    @Test
    void smallerDatasetsBeginLargerOnes() {
        Dataset few = SyntheticDigits.generate(37, 1);
        assertEquals(few.sha256(), DIGITS.select(IntStream.range(0, 37).toArray()).sha256());
    }

    @Test
    void classesAreBalancedAndShuffled() {
        int[] labels = DIGITS.labels();
        for (int first = 0; first < labels.length; first += 10) {
            int[] ten = Arrays.copyOfRange(labels, first, first + 10);
            assertArrayEquals(IntStream.range(0, 10).toArray(), IntStream.of(ten).sorted().toArray());
        }
        assertFalse(Arrays.equals(Arrays.copyOf(labels, 10), Arrays.copyOfRange(labels, 10, 20)));
    }

    @Test
    void noTwoDigitsAreAlike() {
        Dataset few = DIGITS.select(IntStream.range(0, 500).toArray());
        assertEquals(500, Arrays.stream(few.features().toFloatMatrix()).map(Arrays::hashCode).distinct().count());
    }

    @Test
    void pixelsLookLikeMnist() {
        double sum = 0;
        double squares = 0;
        for (float pixel : PIXELS) {
            sum += pixel;
            squares += pixel * pixel;
            assertEquals(Math.round(pixel * 255) / 255f, pixel);
        }
        double mean = sum / PIXELS.length;
        assertEquals(0.1307, mean, 0.005);
        assertEquals(0.308, Math.sqrt(squares / PIXELS.length - mean * mean), 0.012);
        assertEquals(new ImageShape(28, 28), DIGITS.imageShape().orElseThrow());
    }

    @Test
    void everyDigitIsCentredAndWhole() {
        for (int image = 0; image < DIGITS.size(); image++) {
            double mass = 0;
            double x = 0;
            double y = 0;
            int top = 28;
            int bottom = -1;
            int left = 28;
            int right = -1;
            for (int i = 0; i < 28; i++) {
                for (int j = 0; j < 28; j++) {
                    double ink = PIXELS[image * 784 + i * 28 + j];
                    mass += ink;
                    x += ink * (j + 0.5);
                    y += ink * (i + 0.5);
                    if (ink > 0.5) {
                        top = Math.min(top, i);
                        bottom = Math.max(bottom, i);
                        left = Math.min(left, j);
                        right = Math.max(right, j);
                    }
                }
            }
            String which = "image %d, a %d".formatted(image, DIGITS.labels()[image]);
            assertEquals(14, x / mass, 0.5, which);
            assertEquals(14, y / mass, 0.5, which);
            int extent = Math.max(bottom - top, right - left) + 1;
            assertTrue(extent >= 15 && extent <= 22, which + " extends over " + extent + " pixels");
        }
    }

    @Test
    void nearestNeighboursFindThemNeitherTrivialNorHopeless() {
        Dataset train = DIGITS.select(IntStream.range(0, TRAIN).toArray());
        Dataset test = DIGITS.select(IntStream.range(TRAIN, TRAIN + TEST).toArray());
        // Ranks as the squared distance does: ‖t‖² − 2 x·t.
        float[][] distance = test.features().mmul(train.features().transpose()).muli(-2)
                .addiRowVector(train.features().mul(train.features()).sum(1)).toFloatMatrix();
        int[] labels = train.labels();
        int correct = 0;
        for (int i = 0; i < TEST; i++) {
            float[] to = distance[i];
            int[] nearest = IntStream.range(0, TRAIN).boxed().sorted((a, b) -> Float.compare(to[a], to[b])).limit(3)
                    .mapToInt(j -> labels[j]).toArray();
            int vote = nearest[1] == nearest[2] ? nearest[1] : nearest[0];
            correct += vote == test.labels()[i] ? 1 : 0;
        }
        assertEquals(0.945, correct / (double) TEST, 0.025);
    }

    @Test
    void noHyperplanesSeparateThem() {
        INDArray x = Nd4j.hstack(DIGITS.features(), Nd4j.ones(DIGITS.size(), 1));
        INDArray train = x.get(NDArrayIndex.interval(0, TRAIN),
                NDArrayIndex.all()).dup();
        int[] labels = DIGITS.labels();
        INDArray targets = Nd4j.zeros(TRAIN, 10);
        IntStream.range(0, TRAIN).forEach(i -> targets.putScalar(i, labels[i], 1));
        double[] gram = train.transpose().mmul(train).addi(Nd4j.eye(785).muli(5)).ravel().data().asDouble();
        double[] right = train.transpose().mmul(targets).ravel().data().asDouble();
        assertEquals(0, openblas.LAPACKE_dposv(openblas.LAPACK_ROW_MAJOR, (byte) 'L', 785, 10, gram, 785, right, 10));
        INDArray weights = Nd4j.create(right, new long[] {785, 10}, 'c').castTo(DataType.FLOAT);
        int[] predicted = x.mmul(weights).argMax(1).toIntVector();
        long correct = IntStream.range(TRAIN, TRAIN + TEST).filter(i -> predicted[i] == labels[i]).count();
        assertEquals(0.855, correct / (double) TEST, 0.04);
    }

    @Test
    void badSizesAreRefusedAndInterruptsHeard() {
        assertThrows(IllegalArgumentException.class, () -> SyntheticDigits.generate(0, 1));
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> SyntheticDigits.generate(10, 1));
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt stays set");
        }
    }
}
