package io.github.dkae.jupyter.render;

import io.github.dkae.data.Dataset;
import io.github.dkae.data.ImageShape;
import java.awt.image.BufferedImage;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Datasets: their summary as text, and the first images as a picture when they hold images. */
final class DatasetRenderer {
    private static final int COLUMNS = 10;
    private static final int ROWS = 3;
    /** Small images are enlarged by a whole factor, to about this many pixels. */
    private static final int SHOWN_SIZE = 56;
    private static final int GAP = 2;
    /** Grey level between images, apart from both black and white backgrounds. */
    private static final int BETWEEN = 160;

    private DatasetRenderer() {}

    static DisplayData render(Dataset dataset) {
        String summary = dataset.toString();
        return dataset.imageShape()
                .map(shape -> ImageRenderer.image(grid(dataset, shape), summary))
                .orElseGet(() -> new DisplayData(summary));
    }

    private static BufferedImage grid(Dataset dataset, ImageShape shape) {
        int images = Math.min(dataset.size(), ROWS * COLUMNS);
        int columns = Math.min(images, COLUMNS);
        int rows = (images + COLUMNS - 1) / COLUMNS;
        int factor = Math.max(1, SHOWN_SIZE / Math.max(shape.width(), shape.height()));
        int stepX = factor * shape.width() + GAP;
        int stepY = factor * shape.height() + GAP;
        BufferedImage grid = new BufferedImage(columns * stepX - GAP, rows * stepY - GAP,
                BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < grid.getWidth(); x++) {
            for (int y = 0; y < grid.getHeight(); y++) {
                grid.getRaster().setSample(x, y, 0, BETWEEN);
            }
        }
        try (INDArray first = dataset.features()
                .get(NDArrayIndex.interval(0, images), NDArrayIndex.all()).dup('c')) {
            float[] pixels = first.data().asFloat();
            for (int image = 0; image < images; image++) {
                int left = image % COLUMNS * stepX;
                int top = image / COLUMNS * stepY;
                for (int y = 0; y < factor * shape.height(); y++) {
                    for (int x = 0; x < factor * shape.width(); x++) {
                        float value = pixels[image * shape.pixels() + y / factor * shape.width() + x / factor];
                        int level = Math.round(255 * Math.max(0, Math.min(1, value)));
                        grid.getRaster().setSample(left + x, top + y, 0, level);
                    }
                }
            }
        }
        return grid;
    }
}
