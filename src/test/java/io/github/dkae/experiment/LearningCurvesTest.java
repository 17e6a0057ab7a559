package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.dkae.InEveryLocale;
import io.github.dkae.autoencoder.EpochRecord;
import io.github.dkae.autoencoder.Losses;
import io.github.dkae.autoencoder.TrainingHistory;
import java.util.List;
import org.junit.jupiter.api.Test;

@InEveryLocale
class LearningCurvesTest {
    private static EpochRecord epoch(String stage, int epoch, double reconstruction, double code) {
        Losses training = new Losses(reconstruction, reconstruction, code);
        Losses validation = new Losses(2 * reconstruction, 2 * reconstruction, 2 * code);
        return new EpochRecord(1, stage, epoch, training, validation, 1, 0.001, 1);
    }

    @Test
    void curvesShowFineTuningOnlyAndWhatWasMeasured() {
        var plain = new TrainingHistory(List.of(epoch("layer 1 of 1", 1, 9, 9),
                epoch("fine-tuning", 1, 0.5, Double.NaN), epoch("fine-tuning", 2, 0.25, Double.NaN)), false, 0);
        var kernelized = new TrainingHistory(List.of(epoch("fine-tuning", 1, 0.6, 0.3)), false, 0);
        LearningCurves curves = LearningCurves.create().add("sAE", plain).add("dkAE", kernelized);
        var reconstruction = curves.reconstruction().chart();
        assertEquals(4, reconstruction.getSeriesCollection().size());
        assertEquals(1.0, reconstruction.getSeries("sAE, validation").getYData()[0]);
        assertEquals(0.25, reconstruction.getSeries("sAE, training").getYData()[1]);
        var code = curves.code().chart();
        assertEquals(2, code.getSeriesCollection().size());
        assertEquals(0.6, code.getSeries("dkAE, validation").getYData()[0]);
        assertEquals(reconstruction.getSeries("dkAE, validation").getLineColor(),
                code.getSeries("dkAE, validation").getLineColor());
    }

    @Test
    void nothingToShowIsRefused() {
        assertThrows(IllegalStateException.class, () -> LearningCurves.create().code());
        var empty = new TrainingHistory(List.of(), false, 0);
        assertThrows(IllegalArgumentException.class, () -> LearningCurves.create().add("none", empty));
    }
}
