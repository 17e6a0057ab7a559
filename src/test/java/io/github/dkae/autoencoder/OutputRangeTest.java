package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OutputRangeTest {
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withLambda(0).withEpochs(1, 1);

    @ParameterizedTest
    @CsvSource({"SIGMOID, 1.00001", "SIGMOID, -0.00001", "TANH, -1", "RELU, 1e4", "LINEAR, -1e4"})
    void whatTheOutputCanReproduceIsTaken(TransferFunction output, float value) {
        assertDoesNotThrow(() -> OutputRange.require("x", samples(value), output));
    }

    @ParameterizedTest
    @CsvSource({"SIGMOID, 255", "SIGMOID, 1.01", "SIGMOID, -0.01", "TANH, -1.01", "TANH, 1.01", "RELU, -0.01"})
    void whatTheOutputCannotReproduceIsRefusedWithItsPlace(TransferFunction output, float value) {
        for (char order : new char[] {'c', 'f'}) {
            String message = refusal(() -> OutputRange.require("x", samples(value).dup(order), output));
            String end = "but has %s in row 2, column 1 (counted from 0)".formatted((double) value);
            assertEquals(end, message.substring(message.indexOf("but has")));
        }
    }

    @Test
    void bytesAreRefusedBeforeTrainingWithTheRemedy() {
        INDArray bytes = samples(1).muli(255);
        Architecture sigmoid = Architecture.of(2, 2, 3);
        String expected = "%s must hold values from 0.0 to 1.0, the range of the architecture's output SIGMOID (scale "
                + "them, such as bytes by 1/255, or choose the output TransferFunction.LINEAR), but has 255.0 in row "
                + "2, column 1 (counted from 0)";
        assertEquals(expected.formatted("features"),
                refusal(() -> DeepKernelizedAutoencoder.fit(bytes, sigmoid, OPTIONS)));
        assertEquals(expected.formatted("features"), refusal(() -> PretrainedLayers.fit(bytes, sigmoid, OPTIONS)));
        assertEquals(expected.formatted("validation features"), refusal(() -> DeepKernelizedAutoencoder.fit(samples(1),
                sigmoid, OPTIONS, TrainingContext.none().withValidation(bytes))));
    }

    private static INDArray samples(float value) {
        INDArray samples = Nd4j.zeros(DataType.FLOAT, 4, 2);
        samples.putScalar(2, 1, value);
        return samples;
    }

    private static String refusal(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}
