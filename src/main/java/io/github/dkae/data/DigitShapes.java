package io.github.dkae.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ways in which people write each digit, as pen strokes.
 *
 * <p>A stroke is a row of points "x,y" in percent of a box, x to the right and y down, through which a smooth curve
 * goes; "!" after a point makes a corner there, "|" lifts the pen. A way that is written more often has a greater
 * weight.
 */
final class DigitShapes {
    private DigitShapes() {}

    /** A point that a stroke goes through. */
    record Point(double x, double y, boolean corner) {}

    /** One way to write a digit. */
    record Shape(double weight, List<List<Point>> strokes) {}

    private static final List<List<Shape>> DIGITS = List.of(
            List.of(shape(3, "52,2 25,12 12,45 20,82 48,98 78,85 88,50 78,14 50,2"),
                    shape(2, "62,5 30,8 12,40 16,80 45,98 76,88 90,52 80,16 52,2 36,9"),
                    shape(2, "58,2 36,20 24,55 28,90 48,98 66,82 78,42 72,10 56,2"),
                    shape(1, "70,9 40,2 12,25 8,60 28,92 62,96 90,72 92,36 74,8")),
            List.of(shape(6, "50,0 50,50 50,100"),
                    shape(2, "56,0 53,30 48,70 43,100"),
                    shape(2, "30,20 52,0! 52,50 51,100"),
                    shape(1, "30,20 52,0! 52,50 52,100 | 28,100 50,99 76,100")),
            List.of(shape(3, "14,24 30,4 58,2 76,20 68,48 42,76 12,98! 50,96 90,95"),
                    shape(3, "16,22 36,3 64,4 76,26 62,56 36,86 18,95 12,84 26,77 48,88 70,98 92,88"),
                    shape(2, "14,22 36,2 68,6 76,32 52,66 14,95! 40,90 66,98 92,88"),
                    shape(1, "18,14 50,2 78,12 74,36 46,66 18,94! 50,95 84,93")),
            List.of(shape(3, "16,12 44,0 76,14 70,38 42,48! 74,56 84,78 54,100 14,90"),
                    shape(1, "16,4 48,4 80,4! 60,24 44,42! 78,54 82,80 52,100 14,88"),
                    shape(2, "14,16 40,2 72,10 72,34 48,46 36,48 50,49 78,60 80,86 48,100 12,86"),
                    shape(2, "18,8 52,0 76,18 60,42 46,48 66,54 84,76 60,98 16,94")),
            List.of(shape(3, "24,4 18,30 14,50! 50,49 90,46 | 72,2 68,50 64,100"),
                    shape(2, "66,100 69,50 72,0! 40,34 10,64! 50,63 94,61"),
                    shape(2, "18,6 16,40 32,54 56,50 74,42 | 78,2 72,50 64,100"),
                    shape(2, "18,6 14,36 36,52 62,44 80,20! 74,60 66,100")),
            List.of(shape(2, "82,3 56,3 28,4! 24,24 20,44! 50,36 80,54 78,84 46,100 12,88"),
                    shape(3, "30,6 26,26 22,46! 52,38 82,58 74,90 42,100 10,90 | 30,6 56,4 86,2"),
                    shape(2, "84,4 48,6 26,24 40,44 70,58 74,84 42,100 12,90")),
            List.of(shape(3, "64,0 36,22 16,58 22,90 50,100 76,84 70,60 46,54 22,72"),
                    shape(2, "48,0 26,34 16,72 34,98 64,96 78,74 62,54 36,58 18,78"),
                    shape(1, "76,9 54,3 28,30 14,68 32,98 64,96 76,74 56,56 26,68"),
                    shape(1, "60,0 40,26 22,62 24,92 46,98 62,82 56,64 36,66 24,82")),
            List.of(shape(4, "12,6 46,5 84,4! 60,48 40,100"),
                    shape(2, "12,6 46,5 84,4! 60,48 40,100 | 32,52 52,50 76,48"),
                    shape(2, "14,24 14,5! 48,6 84,5! 60,46 46,100"),
                    shape(2, "10,14 40,4 74,4 80,18 60,54 44,100")),
            List.of(shape(3, "76,14 48,0 22,16 34,40 64,58 80,82 50,100 20,82 36,58 66,38 77,16"),
                    shape(2, "50,46 26,32 28,8 52,0 76,12 72,34 50,46 24,62 20,88 48,100 78,90 76,62 50,46"),
                    shape(2, "82,8 54,0 26,14 34,40 64,56 78,82 48,100 22,84 38,56 70,34 82,12"),
                    shape(1, "70,10 48,0 30,16 40,40 60,58 68,82 46,100 28,82 42,56 62,36 70,14")),
            List.of(shape(3, "78,22 56,2 26,12 18,36 40,50 68,36 78,12! 74,56 70,100"),
                    shape(2, "76,24 54,2 24,14 20,40 46,52 70,36 78,14! 78,60 60,94 26,94"),
                    shape(2, "74,14 44,2 18,22 28,48 56,42 76,12! 62,58 48,100"),
                    shape(2, "74,28 56,3 28,10 20,36 42,50 66,38 77,14 74,50 58,100")));

    /** The way of writing {@code digit} that is {@code u} ∈ [0, 1) of the way through their weights. */
    static Shape pick(int digit, double u) {
        List<Shape> shapes = DIGITS.get(digit);
        double left = u * shapes.stream().mapToDouble(Shape::weight).sum();
        for (Shape shape : shapes) {
            left -= shape.weight;
            if (left < 0) {
                return shape;
            }
        }
        return shapes.get(shapes.size() - 1);
    }

    private static Shape shape(double weight, String strokes) {
        List<List<Point>> parsed = new ArrayList<>();
        for (String stroke : strokes.split(" \\| ")) {
            parsed.add(Arrays.stream(stroke.split(" ")).map(DigitShapes::point).toList());
        }
        return new Shape(weight, List.copyOf(parsed));
    }

    private static Point point(String text) {
        boolean corner = text.endsWith("!");
        String[] numbers = text.replace("!", "").split(",");
        return new Point(Double.parseDouble(numbers[0]) / 100, Double.parseDouble(numbers[1]) / 100, corner);
    }
}
