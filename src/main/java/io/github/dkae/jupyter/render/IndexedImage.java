package io.github.dkae.jupyter.render;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.util.HashMap;
import java.util.Map;

/** Images of few colours, such as grids of grey digits, with one byte for a pixel in place of three. */
final class IndexedImage {
    private static final int MOST_COLOURS = 256;

    private IndexedImage() {}

    /** The same picture with a palette; {@code image} itself when it is grey or not opaque or has over 256 colours. */
    static BufferedImage of(BufferedImage image) {
        ColorModel colourModel = image.getColorModel();
        if (colourModel.hasAlpha() || colourModel.getNumComponents() != 3 || colourModel instanceof IndexColorModel) {
            // Grey images have one byte for a pixel already.
            return image;
        }
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        byte[] indices = new byte[pixels.length];
        int[] palette = new int[MOST_COLOURS];
        Map<Integer, Integer> known = new HashMap<>();
        for (int i = 0; i < pixels.length; i++) {
            Integer index = known.get(pixels[i]);
            if (index == null) {
                index = known.size();
                if (index == MOST_COLOURS) {
                    return image;
                }
                palette[index] = pixels[i];
                known.put(pixels[i], index);
            }
            indices[i] = index.byteValue();
        }
        IndexColorModel colours = new IndexColorModel(8, known.size(), palette, 0, false, -1,
                DataBuffer.TYPE_BYTE);
        BufferedImage indexed = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        byte[] target = ((DataBufferByte) indexed.getRaster().getDataBuffer()).getData();
        System.arraycopy(indices, 0, target, 0, indices.length);
        return indexed;
    }
}
