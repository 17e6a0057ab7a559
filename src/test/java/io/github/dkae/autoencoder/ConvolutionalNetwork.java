package io.github.dkae.autoencoder;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;

/**
 * A convolutional autoencoder of images [28, 28]: 5×5 filters with stride 2, a dense code, and the way back.
 *
 * @param channels number of filters
 */
record ConvolutionalNetwork(int channels, int codeSize) implements Network {
    private static final int SIDE = 28;
    private static final int HALF = SIDE / 2;

    @Override
    public String name() {
        return "convolutional, %d channels, %d codes".formatted(channels, codeSize);
    }

    @Override
    public int input() {
        return SIDE * SIDE;
    }

    private int features() {
        return channels * HALF * HALF;
    }

    @Override
    public SDVariable encode(Parameters parameters, SDVariable x) {
        var graph = x.getSameDiff();
        var stride = Conv2DConfig.builder().kH(5).kW(5).sH(2).sW(2).paddingMode(PaddingMode.SAME).build();
        SDVariable h = graph.nn().relu(graph.cnn().conv2d(x.reshape(-1, 1, SIDE, SIDE),
                parameters.weights("filters", 5, 5, 1, channels), parameters.bias("filter-bias", channels), stride), 0);
        SDVariable z = h.reshape(-1, features()).mmul(parameters.weights("dense", features(), codeSize));
        return graph.nn().sigmoid(z.add(parameters.bias("code-bias", codeSize)));
    }

    @Override
    public SDVariable decode(Parameters parameters, SDVariable codes) {
        var graph = codes.getSameDiff();
        var stride = DeConv2DConfig.builder().kH(5).kW(5).sH(2).sW(2).isSameMode(true).build();
        SDVariable h = graph.nn().relu(codes.mmul(parameters.weights("back", codeSize, features()))
                .add(parameters.bias("back-bias", features())), 0);
        SDVariable image = graph.cnn().deconv2d(h.reshape(-1, channels, HALF, HALF),
                parameters.weights("brushes", 5, 5, 1, channels), parameters.bias("image-bias", 1), stride);
        return graph.nn().sigmoid(image.reshape(-1, input()));
    }
}
