package io.github.dkae.jupyter.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.data.Dataset;
import io.github.dkae.data.ImageShape;
import io.github.dkae.plot.ImageGrid;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Presentable;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RenderersTest {
    private static final MIMEType HTML = MIMEType.parse("text/html");
    private static final MIMEType PNG = MIMEType.parse("image/png");

    record Point(int x, double[] weights) {}

    private static DisplayData render(Object value) {
        List<DisplayData> shown = Renderers.standard().render(value);
        assertEquals(1, shown.size());
        return shown.get(0);
    }

    private static String text(Object value) {
        return (String) render(value).getData(MIMEType.TEXT_PLAIN);
    }

    private static String html(Object value) {
        return (String) render(value).getData(HTML);
    }

    private static BufferedImage image(Object value) throws Exception {
        byte[] png = Base64.getDecoder().decode((String) render(value).getData(PNG));
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void shortTableIsShownWhole() {
        Table table = Table.create("Errors", StringColumn.create("prior", "PCK <sum>", "ideal"),
                DoubleColumn.create("error", 0.123456789012, 2));
        String html = html(table);
        assertTrue(html.contains("<td style=\"text-align:left\">PCK &lt;sum&gt;</td>"), html);
        assertTrue(html.contains("<td style=\"text-align:right\">0.123457</td>"), html);
        assertTrue(html.contains("Errors"), html);
        assertFalse(html.contains("shown"), html);
        assertFalse(html.matches("(?s).*(#[0-9a-f]{3}|rgb\\(|white|black).*"), "colours are the page's own: " + html);
        assertTrue(html.contains("position:sticky;top:0"), html);
        assertTrue(text(table).contains("PCK <sum>"));
    }

    @Test
    void longTableIsShownInPartWithItsSize() {
        Table table = Table.create(IntColumn.create("n", IntStream.range(0, 5000).toArray()));
        String html = html(table);
        assertEquals(100, html.split("<td").length - 1);
        assertTrue(html.contains("5,000 rows × 1 columns, the first 100 shown"), html);
        assertTrue(text(table).endsWith("5,000 rows × 1 columns"), text(table));
    }

    @Test
    void arrayTellsTypeShapeAndRange() {
        INDArray array = Nd4j.createFromArray(new float[][] {{0, 0.25f}, {1, -3}});
        assertEquals("""
                float [2, 2], min -3, mean -0.4375, max 1
                [        0    0.2500]
                [        1        -3]""", text(array));
    }

    @Test
    void largeArrayIsShownInPart() {
        String text = text(Nd4j.zeros(DataType.FLOAT, 1000, 784));
        assertEquals(8, text.lines().count(), text);
        assertTrue(text.startsWith("float [1000, 784], min 0, mean 0, max 0"), text);
        assertTrue(text.contains("…]"), text);
        assertTrue(text.endsWith("⋮"), text);
        assertTrue(text(Nd4j.ones(DataType.DOUBLE, 2, 3, 4)).contains("[0, …]:"));
    }

    @Test
    void arraysOfOtherTypesAndShapesAreShown() {
        assertEquals("double []\n2.500", text(Nd4j.scalar(2.5)));
        assertEquals("long [3]\n[        1         2         3]", text(Nd4j.createFromArray(1L, 2L, 3L)));
        assertEquals("bool [2]\n[     true     false]", text(Nd4j.createFromArray(true, false)));
        assertTrue(text(Nd4j.empty(DataType.FLOAT)).contains("empty"));
        INDArray closed = Nd4j.zeros(DataType.FLOAT, 3);
        closed.close();
        assertEquals("INDArray, closed", text(closed));
    }

    @Test
    void imageKeepsItsSize() throws Exception {
        BufferedImage shown = image(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB));
        assertEquals(30, shown.getWidth());
        assertEquals(20, shown.getHeight());
    }

    @Test
    void datasetOfImagesIsAPicture() throws Exception {
        INDArray features = Nd4j.zeros(DataType.FLOAT, 12, 28 * 28);
        features.putScalar(0, 0, 1);
        Dataset dataset = Dataset.of("dots", features).withImageShape(new ImageShape(28, 28));
        BufferedImage shown = image(dataset);
        assertEquals(10 * 58 - 2, shown.getWidth());
        assertEquals(2 * 58 - 2, shown.getHeight());
        assertEquals(255, shown.getRaster().getSample(1, 1, 0));
        assertEquals(0, shown.getRaster().getSample(2, 2, 0));
        assertEquals(dataset.toString(), text(dataset));
    }

    @Test
    void datasetWithoutImagesIsItsSummary() {
        Dataset dataset = Dataset.of("points", Nd4j.zeros(DataType.FLOAT, 4, 2));
        assertEquals(dataset.toString(), text(dataset));
        assertEquals(null, render(dataset).getData(PNG));
    }

    @Test
    void recordsOptionalsAndArraysAreReadable() {
        assertEquals("Optional[int[2] {1, 2}]", text(Optional.of(new int[] {1, 2})));
        assertEquals("Optional.empty", text(Optional.empty()));
        assertEquals("Point[x=1, weights=null]", text(new Point(1, null)));
        assertEquals("double[30] {" + "0.0, ".repeat(20) + "…}", text(new double[30]));
        assertEquals("{a=[1, 2]}", text(Map.of("a", List.of(1, 2))));
    }

    @Test
    void veryLongTextIsCutShort() {
        String text = text("x".repeat(1_000_000));
        assertTrue(text.endsWith("x… 980,000 more characters"), text.substring(text.length() - 40));
    }

    @Test
    void longRecordHasALineForEachComponent() {
        record Options(String name, double[] weights) {}
        assertEquals("Options\n  name = " + "x".repeat(100) + "\n  weights = double[2] {1.0, 2.0}",
                text(new Options("x".repeat(100), new double[] {1, 2})));
    }

    @Test
    void presentableIsItsHeadingAndParts() {
        Presentable inner = presentable("Inner", List.of("text"));
        Presentable outer = presentable("A & B", List.of(Table.create("t", IntColumn.create("n", 1)), inner));
        List<DisplayData> shown = Renderers.standard().render(outer);
        assertEquals(4, shown.size());
        assertEquals("<h2>A &amp; B</h2>", shown.get(0).getData(HTML));
        assertTrue(((String) shown.get(1).getData(HTML)).contains("<table>"));
        assertEquals("<h3>Inner</h3>", shown.get(2).getData(HTML));
        assertEquals("text", shown.get(3).getData(MIMEType.TEXT_PLAIN));
    }

    private static Presentable presentable(String title, List<Object> parts) {
        return new Presentable() {
            @Override
            public String title() {
                return title;
            }

            @Override
            public List<Object> parts() {
                return parts;
            }
        };
    }

    @Test
    void rendererOfASubtypeMayBeAdded() {
        Renderers renderers = new Renderers()
                .with(StringBuilder.class, builder -> new DisplayData("builder"))
                .with(CharSequence.class, characters -> new DisplayData("characters"));
        assertEquals("builder", renderers.render(new StringBuilder()).get(0).getData(MIMEType.TEXT_PLAIN));
        assertEquals("characters", renderers.render("text").get(0).getData(MIMEType.TEXT_PLAIN));
    }

    @Test
    void partsOfRecordsAndCollectionsAreToldInAFewWords() {
        record Model(INDArray weights, UnaryOperator<INDArray> map, Point point) {}
        Model model = new Model(Nd4j.zeros(DataType.FLOAT, 200, 300), x -> x, new Point(1, new double[] {2}));
        assertEquals("""
                Model
                  weights = float [200, 300], min 0, mean 0, max 0
                  map = a UnaryOperator
                  point = Point
                    x = 1
                    weights = double[1] {2.0}""", text(model));
        String many = text(Collections.nCopies(30, model));
        assertTrue(many.startsWith("30 elements\n  Model[weights=float [200, 300], min 0, mean 0, max 0,"
                + " map=a UnaryOperator, point=Point[x=1, weights=double[1] {2.0}]]\n"), many);
        assertEquals(22, many.lines().count());
        assertEquals("[1, 2]", text(List.of(1, 2)));
    }

    @Test
    void drawingsAreTheirPictures() throws Exception {
        ImageGrid grid = ImageGrid.of("Digits", 4, 4);
        assertTrue(text(grid).startsWith("nothing to draw: the grid 'Digits' has no rows yet"), text(grid));
        DisplayData shown = render(grid.row("first", Nd4j.zeros(DataType.FLOAT, 3, 16)));
        Picture picture = grid.picture();
        assertEquals(picture.getWidth(), image(grid).getWidth());
        assertEquals("picture, %d × %d".formatted(picture.getWidth() / 2, picture.getHeight() / 2),
                shown.getData(MIMEType.TEXT_PLAIN));
    }

    @Test
    void imageOfFewColoursHasAPaletteAndLosesNothing() throws Exception {
        BufferedImage few = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        BufferedImage many = new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            few.setRGB(i % 16, i / 16, 0xff000000 | i * 0x010203);
            many.setRGB(i % 32, i / 32, 0xff000000 | i * 0x010203);
            many.setRGB(i % 32, i / 32 + 8, 0xff000000 | i);
        }
        for (BufferedImage image : List.of(few, many)) {
            BufferedImage shown = image(image);
            int width = image.getWidth();
            assertArrayEquals(image.getRGB(0, 0, width, 16, null, 0, width),
                    shown.getRGB(0, 0, width, 16, null, 0, width));
            assertEquals(image == few, shown.getColorModel() instanceof IndexColorModel);
        }
    }
}
