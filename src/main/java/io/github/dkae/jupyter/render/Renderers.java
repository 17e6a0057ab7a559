package io.github.dkae.jupyter.render;

import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.plot.Drawing;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Presentable;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.knowm.xchart.internal.chartpart.Chart;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

/** Chooses how a notebook shows an object: by its type, as text when nothing better is known. */
public final class Renderers {
    private final Map<Class<?>, Renderer<?>> byType = new LinkedHashMap<>();

    /** Charts, images, tables, datasets, arrays and text. */
    public static Renderers standard() {
        return new Renderers()
                .with(DisplayData.class, data -> data)
                .with(Chart.class, ImageRenderer::chart)
                .with(Picture.class, ImageRenderer::picture)
                .with(Drawing.class, ImageRenderer::drawing)
                .with(BufferedImage.class, ImageRenderer::image)
                .with(Table.class, TableRenderer::render)
                .with(Dataset.class, DatasetRenderer::render)
                .with(INDArray.class, ArrayRenderer::render)
                .with(KernelBlocks.class, TextRenderer::kernel)
                .with(Record.class, TextRenderer::record)
                .with(Collection.class, TextRenderer::collection)
                .with(Optional.class, TextRenderer::optional)
                .with(Object.class, TextRenderer::text);
    }

    /**
     * Adds a renderer for a type and its subtypes; the one that was added first for a type of the object is used.
     *
     * @return this
     */
    public <T> Renderers with(Class<? super T> type, Renderer<? extends T> renderer) {
        byType.putIfAbsent(type, renderer);
        return this;
    }

    /** Whether objects of a type are shown as more than their text. */
    boolean knows(Class<?> type) {
        return Presentable.class.isAssignableFrom(type) || byType.keySet().stream()
                .anyMatch(known -> known != Object.class && known.isAssignableFrom(type));
    }

    /** What to show for {@code value}, in order: one entry, or those of the parts of a {@link Presentable}. */
    public List<DisplayData> render(Object value) {
        List<DisplayData> shown = new ArrayList<>();
        addTo(shown, value, 2);
        return shown;
    }

    private void addTo(List<DisplayData> shown, Object value, int headingLevel) {
        if (value instanceof Presentable presentable) {
            shown.add(TextRenderer.heading(presentable.title(), headingLevel));
            presentable.parts().forEach(part -> addTo(shown, part, headingLevel + 1));
        } else {
            shown.add(renderOne(value));
        }
    }

    @SuppressWarnings("unchecked")
    private DisplayData renderOne(Object value) {
        for (Map.Entry<Class<?>, Renderer<?>> entry : byType.entrySet()) {
            if (entry.getKey().isInstance(value)) {
                return ((Renderer<Object>) entry.getValue()).render(value);
            }
        }
        return TextRenderer.text(value);
    }
}
