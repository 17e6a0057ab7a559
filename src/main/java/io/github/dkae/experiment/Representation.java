package io.github.dkae.experiment;

import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.data.Split;
import io.github.dkae.spectral.Pca;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.UnclosableView;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a learner is given of the samples of a split: their features, or something made of them.
 *
 * @param key        name in {@code results.json}, letters and digits
 * @param name       name in tables and pictures
 * @param train      [n, m] of the training samples
 * @param validation [·, m] of the validation samples
 * @param test       [·, m] of the test samples
 */
public record Representation(String key, String name, INDArray train, INDArray validation, INDArray test) {
    public Representation {
        Arguments.present("key", key);
        Arguments.present("name", name);
        train = UnclosableView.of(Arguments.samples("train", train));
        validation = UnclosableView.of(Arguments.samples("validation", validation, train.columns()));
        test = UnclosableView.of(Arguments.samples("test", test, train.columns()));
    }

    /** The features as they are. */
    public static Representation inputs(Split data) {
        Arguments.present("data", data);
        return new Representation("inputs", "inputs", data.train().features(), data.validation().features(),
                data.test().features());
    }

    /** The first {@code components} principal components, learned from the training samples. */
    public static Representation principalComponents(Split data, int components) {
        Arguments.present("data", data);
        Pca pca = Pca.fit(data.train().features(), Pca.Options.of(components));
        return new Representation("pca", "PCA", pca.transform(data.train().features()),
                pca.transform(data.validation().features()), pca.transform(data.test().features()));
    }

    /** The codes of an autoencoder that was trained on the training samples. */
    public static Representation codes(String key, String name, DeepKernelizedAutoencoder autoencoder, Split data) {
        Arguments.present("autoencoder", autoencoder);
        Arguments.present("data", data);
        return new Representation(key, name, autoencoder.encode(data.train().features()),
                autoencoder.encode(data.validation().features()), autoencoder.encode(data.test().features()));
    }

    /** Number of dimensions m. */
    public int dimensions() {
        return train.columns();
    }

    /**
     * The test samples in the plane of the training samples' first two principal components, [·, 2]; what has a single
     * dimension lies on a line.
     */
    public INDArray plane() {
        if (dimensions() == 1) {
            return Nd4j.hstack(test, Nd4j.zerosLike(test));
        }
        return Pca.fit(train, Pca.Options.of(2)).transform(test);
    }
}
