package io.github.dkae.autoencoder;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * An autoencoder as SameDiff expressions: {@link Architecture}, or one of the user's own.
 *
 * <p>Each sample must be treated by itself, so that codes don't depend on the other samples of a batch. Parameters that
 * encoder and decoder ask for under the same name are shared, which ties them. Implementations are stateless; records are
 * best.
 *
 * <pre>{@code
 * record Plain(int input, int codeSize) implements Network {
 *     public String name() { return "plain " + input + "–" + codeSize; }
 *     public SDVariable encode(Parameters parameters, SDVariable x) {
 *         SDVariable w = parameters.weights("encoder", input, codeSize);
 *         return x.getSameDiff().nn().sigmoid(x.mmul(w).add(parameters.bias("encoderBias", codeSize)));
 *     }
 *     public SDVariable decode(Parameters parameters, SDVariable codes) {
 *         return codes.mmul(parameters.weights("decoder", codeSize, input));
 *     }
 * }
 * }</pre>
 */
public interface Network {
    /** What the network is called in model files and messages; it includes all sizes, so that equal names are equal networks. */
    String name();

    /** Number of inputs d, at least 1. */
    int input();

    /** Size of the code Nc, at least 1. */
    int codeSize();

    /**
     * The codes [k, Nc] of samples.
     *
     * @param x [k, d]; k is −1 where the batch may have any size
     */
    SDVariable encode(Parameters parameters, SDVariable x);

    /**
     * The reconstructions [k, d] of codes.
     *
     * @param codes [k, Nc]
     */
    SDVariable decode(Parameters parameters, SDVariable codes);

    /**
     * The layers that this network consists of, from input to code, each a network with the same parameters by the same
     * names: they are pretrained one after the other. Empty for a network that is only trained as a whole.
     */
    default List<? extends Network> stack() {
        return List.of();
    }
}
