package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.NumberColumns;
import io.github.dkae.support.RandomStreams;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A table of parts from three machines, whose structure is known and of which a linear classifier sees little.
 *
 * <ul>
 * <li>{@code machine}: A, B or C, equally often.
 * <li>{@code temperature}: around 40 or 80, each equally often; {@code vibration}: around 2 or 6, likewise.
 * <li>{@code verdict}: on machine A hot parts are faulty, on B cool ones, on C those that vibrate. By itself neither
 * machine nor temperature tells anything of the verdict, and vibration is right in two thirds; together with the machine
 * they tell all, and these combinations are groups that a mixture finds.
 * <li>{@code material}: steel or brass, which follows the verdict in 60 % of the rows and a coin in the others.
 * <li>{@code humidity}, {@code pressure}, {@code thickness}: noise.
 * </ul>
 *
 * <p>One value in 20 is missing, independently, of every column but the verdict. Rows that lack the machine, or the number
 * that counts there, leave little more than the material to guess from.
 */
public final class SyntheticParts {
    private static final double MISSING = 0.05;
    private static final double MATERIAL_FOLLOWS = 0.6;
    private static final List<String> MACHINES = List.of("A", "B", "C");

    private SyntheticParts() {}

    /**
     * Draws {@code n} rows of the eight columns, numbers to one decimal.
     *
     * @param n at least 1
     */
    public static Table generate(int n, long seed) {
        Arguments.atLeast("n", n, 1);
        SplittableRandom random = RandomStreams.of(seed, "synthetic-parts");
        StringColumn machine = StringColumn.create("machine");
        StringColumn material = StringColumn.create("material");
        StringColumn verdict = StringColumn.create("verdict");
        List<DoubleColumn> numbers = Stream.of("temperature", "vibration", "humidity", "pressure", "thickness")
                .map(NumberColumns::doubles).toList();
        for (int row = 0; row < n; row++) {
            int where = random.nextInt(MACHINES.size());
            boolean hot = random.nextBoolean();
            boolean vibrates = random.nextBoolean();
            boolean faulty = switch (where) {
                case 0 -> hot;
                case 1 -> !hot;
                default -> vibrates;
            };
            boolean brass = random.nextDouble() < MATERIAL_FOLLOWS ? faulty : random.nextBoolean();
            append(machine, MACHINES.get(where), random);
            append(material, brass ? "brass" : "steel", random);
            append(numbers.get(0), normal(hot ? 80 : 40, 7, random), random);
            append(numbers.get(1), normal(vibrates ? 6 : 2, 0.7, random), random);
            append(numbers.get(2), normal(50, 10, random), random);
            append(numbers.get(3), normal(100, 5, random), random);
            append(numbers.get(4), normal(20, 1, random), random);
            verdict.append(faulty ? "faulty" : "fine");
        }
        return Table.create("synthetic-parts", machine, material).addColumns(numbers.toArray(DoubleColumn[]::new))
                .addColumns(verdict);
    }

    private static void append(StringColumn column, String value, SplittableRandom random) {
        if (random.nextDouble() < MISSING) {
            column.appendMissing();
        } else {
            column.append(value);
        }
    }

    private static void append(DoubleColumn column, double value, SplittableRandom random) {
        if (random.nextDouble() < MISSING) {
            column.appendMissing();
        } else {
            column.append(Math.round(10 * value) / 10.0);
        }
    }

    /** By Box and Muller, not {@code nextGaussian}: the table is shipped, and every JDK is to draw the same one. */
    private static double normal(double mean, double deviation, SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return mean + deviation * radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
