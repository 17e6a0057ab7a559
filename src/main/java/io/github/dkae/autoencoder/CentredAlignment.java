package io.github.dkae.autoencoder;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One minus the centred kernel alignment: L_c = 1 − ⟨C_c, P_c⟩_F / (‖C_c‖_F·‖P_c‖_F), where K_c = J K J with
 * J = I − 11ᵀ/k centres the samples in feature space.
 *
 * <p>It lies in [0, 1] for positive semi-definite C and P, and ignores what all samples have in common. A batch of one
 * sample centres to zero: its loss is 1, its gradient 0.
 *
 * <p>Source: C. Cortes, M. Mohri, A. Rostamizadeh, <i>Algorithms for Learning Kernels Based on Centered Alignment</i>,
 * JMLR 13, 2012.
 */
public record CentredAlignment() implements CodeLoss {
    @Override
    public String name() {
        return "centred alignment";
    }

    @Override
    public SDVariable express(SameDiff graph, SDVariable codes, SDVariable prior) {
        long samples = prior.getShape()[0];
        SDVariable centring = graph.constant(
                Nd4j.eye(samples).castTo(DataType.DOUBLE).subi(1.0 / samples).castTo(prior.dataType()));
        SDVariable centredCodes = graph.mmul(centring, codes);
        SDVariable kernel = graph.mmul(centredCodes, centredCodes, false, true, false);
        SDVariable centredPrior = graph.mmul(graph.mmul(centring, prior), centring);
        return NormalisedFrobenius.normalise(graph, kernel)
                .mul(NormalisedFrobenius.normalise(graph, centredPrior)).sum().rsub(1.0);
    }
}
