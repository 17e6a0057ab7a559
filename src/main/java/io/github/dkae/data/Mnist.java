package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.io.IOException;

/**
 * The MNIST database: grey-scale images of handwritten digits, 28×28 pixels, ten classes.
 *
 * <p>Files are looked for in {@code DKAE_DATA_DIR}/mnist and {@code DKAE_DATA_DIR}, or dkae/mnist in the platform's
 * cache folder; what is missing is downloaded there once. The decompressed content of every file is checked against its
 * known SHA-256 each time it is read.
 *
 * <p>Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, <i>Gradient-based learning applied to document
 * recognition</i>, Proceedings of the IEEE 86(11), 1998.
 */
public final class Mnist {
    static final VerifiedFile TRAIN_IMAGES = new VerifiedFile("train-images-idx3-ubyte",
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
    static final VerifiedFile TRAIN_LABELS = new VerifiedFile("train-labels-idx1-ubyte",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");
    static final VerifiedFile TEST_IMAGES = new VerifiedFile("t10k-images-idx3-ubyte",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");
    static final VerifiedFile TEST_LABELS = new VerifiedFile("t10k-labels-idx1-ubyte",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    private Mnist() {}

    /** The 60,000 training images, from the usual places. */
    public static Dataset load() throws IOException {
        return load(MnistSource.defaults());
    }

    /**
     * The 60,000 training images.
     *
     * @throws IOException when a file is neither in the source's folders nor to be had from its mirrors, or isn't
     *                     MNIST's; the message says where to put it by hand
     */
    public static Dataset load(MnistSource source) throws IOException {
        return load(source, TRAIN_IMAGES, TRAIN_LABELS);
    }

    /** The 10,000 test images, from the usual places. */
    public static Dataset loadTest() throws IOException {
        return loadTest(MnistSource.defaults());
    }

    /** The 10,000 test images; otherwise as {@link #load(MnistSource)}. */
    public static Dataset loadTest(MnistSource source) throws IOException {
        return load(source, TEST_IMAGES, TEST_LABELS);
    }

    /** Whether the training images are on this machine, in the usual places. */
    public static boolean isCached() {
        return isCached(MnistSource.defaults());
    }

    /** Whether the source's folders have files with the names of the training images and labels; doesn't read them. */
    public static boolean isCached(MnistSource source) {
        FileCache cache = new FileCache(source);
        return cache.find(TRAIN_IMAGES).isPresent() && cache.find(TRAIN_LABELS).isPresent();
    }

    static Dataset load(MnistSource source, VerifiedFile images, VerifiedFile labels) throws IOException {
        FileCache cache = new FileCache(Arguments.present("source", source));
        // Labels first: they are small, so that a missing mirror or a wrong folder shows at once.
        int[] classes = IdxReader.labels(labels.name(), cache.content(labels));
        Dataset pictures = IdxReader.images(images.name(), cache.content(images));
        return IdxReader.labelled(pictures, classes, images.name(), labels.name()).withName("MNIST");
    }

    /** The names of the compressed files, for messages. */
    static String fileNames() {
        return Text.format("%s and %s (for the test images %s and %s)", TRAIN_IMAGES.compressedName(),
                TRAIN_LABELS.compressedName(), TEST_IMAGES.compressedName(), TEST_LABELS.compressedName());
    }
}
