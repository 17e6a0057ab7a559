package io.github.dkae.graph;

import io.github.dkae.linalg.Convolutions;
import io.github.dkae.linalg.ElementFunction;
import io.github.dkae.linalg.Primitives;
import io.github.dkae.linalg.Primitives.Combination;
import io.github.dkae.linalg.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A computation that oneDNN has a kernel for. */
sealed interface Kernel extends Node {
    String output();

    @Override
    default List<String> outputs() {
        return List.of(output());
    }

    /** The same with a function of its result, where it can be computed along. */
    default Optional<Kernel> followedBy(ElementFunction function, String result) {
        return Optional.empty();
    }

    /** Prepares it for values that have arrays. */
    Runnable prepare(Primitives primitives, Placement placement);

    /**
     * f(op(a)·op(b) + bias), or what {@code onto} holds plus op(a)·op(b), in its place.
     *
     * @param transposeA whether op(a) is aᵀ
     * @param transposeB whether op(b) is bᵀ
     */
    record Product(String a, boolean transposeA, String b, boolean transposeB, Optional<String> bias,
                   Optional<ElementFunction> function, Optional<String> onto, String output) implements Kernel {
        static Product of(String a, boolean transposeA, String b, boolean transposeB, String output) {
            return new Product(a, transposeA, b, transposeB, Optional.empty(), Optional.empty(), Optional.empty(), output);
        }

        /** Of these factors, with what else is joined to it. */
        Product with(String newA, String newB) {
            return new Product(newA, transposeA, newB, transposeB, bias, function, onto, output);
        }

        @Override
        public Optional<Kernel> followedBy(ElementFunction then, String result) {
            return function.isPresent() || onto.isPresent() ? Optional.empty() : Optional.of(new Product(a, transposeA, b,
                    transposeB, bias, Optional.of(then), onto, result));
        }

        /** Whether nothing is joined to it yet. */
        boolean isPlain() {
            return bias.isEmpty() && function.isEmpty() && onto.isEmpty();
        }

        @Override
        public List<String> inputs() {
            return Stream.of(Stream.of(a, b), bias.stream(), onto.stream()).flatMap(s -> s).toList();
        }

        /** Of a matrix; a row is one, too. */
        private static Tensor matrix(INDArray array, boolean transpose) {
            Tensor matrix = array.rank() == 2 ? Tensor.of(array) : Tensor.of(array, 1, array.length());
            return matrix.transposed(transpose);
        }

        @Override
        public Runnable prepare(Primitives primitives, Placement placement) {
            Tensor left = matrix(placement.array(a), transposeA);
            Tensor right = matrix(placement.array(b), transposeB);
            Tensor result = Tensor.of(placement.array(output), left.shape()[0], right.shape()[1]);
            return primitives.product(left, right, bias.map(name -> matrix(placement.array(name), false)), function,
                    onto.isPresent(), result);
        }

        @Override
        public String operation() {
            return "product" + (bias.isPresent() ? " + bias" : "") + function.map(f -> ", " + inWords(f)).orElse("")
                    + (onto.isPresent() ? ", added" : "");
        }
    }

    /**
     * A convolution of a large image, f(large ∗ weights + bias) → small; the transposed one, small → large; or the gradient
     * of the weights of either.
     *
     * @param first  the image that is read, the large one for the gradient of weights
     * @param second weights, or the small image for their gradient
     */
    record Convolution(Direction direction, Filter filter, String first, String second, Optional<String> bias,
                       Optional<ElementFunction> function, String output) implements Kernel {
        enum Direction { FORWARD, TRANSPOSED, WEIGHTS }

        static Convolution of(Direction direction, Filter filter, String first, String second, String output) {
            return new Convolution(direction, filter, first, second, Optional.empty(), Optional.empty(), output);
        }

        @Override
        public List<String> inputs() {
            return Stream.concat(Stream.of(first, second), bias.stream()).toList();
        }

        @Override
        public Optional<Kernel> followedBy(ElementFunction then, String result) {
            return direction != Direction.FORWARD || function.isPresent() ? Optional.empty()
                    : Optional.of(new Convolution(direction, filter, first, second, bias, Optional.of(then), result));
        }

        @Override
        public Runnable prepare(Primitives primitives, Placement placement) {
            Convolutions convolutions = new Convolutions(primitives);
            Tensor image = filter.image(placement.array(first));
            INDArray other = placement.array(second);
            INDArray result = placement.array(output);
            return switch (direction) {
                case FORWARD -> convolutions.forward(filter.window(), image, filter.weights(other), bias.map(name ->
                        Tensor.of(placement.array(name), placement.array(name).length())), function, filter.image(result));
                case TRANSPOSED -> convolutions.transposed(filter.window(), image, filter.weights(other),
                        filter.image(result));
                case WEIGHTS -> convolutions.weightGradient(filter.window(), image, filter.image(other),
                        filter.weights(result));
            };
        }

        @Override
        public String operation() {
            return (direction == Direction.FORWARD ? "convolution" : direction == Direction.TRANSPOSED
                    ? "transposed convolution" : "convolution's weights") + (bias.isPresent() ? " + bias" : "")
                    + function.map(f -> ", " + inWords(f)).orElse("");
        }
    }

    /** f(x), value by value; LINEAR is {@code scale·x + shift}. */
    record Map(ElementFunction function, double scale, double shift, String input, String output) implements Kernel {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public Runnable prepare(Primitives primitives, Placement placement) {
            return primitives.map(function, (float) scale, (float) shift, Tensor.of(placement.array(input)),
                    Tensor.of(placement.array(output)));
        }

        @Override
        public String operation() {
            return inWords(function);
        }
    }

    /** gradient·f′(x), given result = f(x). */
    record Derivative(ElementFunction function, String result, String gradient, String output) implements Kernel {
        @Override
        public List<String> inputs() {
            return List.of(result, gradient);
        }

        @Override
        public Runnable prepare(Primitives primitives, Placement placement) {
            return primitives.derivative(function, Tensor.of(placement.array(result)),
                    Tensor.of(placement.array(gradient)), Tensor.of(placement.array(output)));
        }

        @Override
        public String operation() {
            return inWords(function) + " derivative";
        }
    }

    /** x ∘ y, where y has the shape of x or 1 in some of its dimensions, of which it may lack the first. */
    record Combine(Combination how, String x, String y, String output) implements Kernel {
        @Override
        public List<String> inputs() {
            return List.of(x, y);
        }

        @Override
        public Runnable prepare(Primitives primitives, Placement placement) {
            Tensor whole = Tensor.of(placement.array(x));
            INDArray other = placement.array(y);
            long[] shape = new long[whole.shape().length];
            Arrays.fill(shape, 1);
            System.arraycopy(other.shape(), 0, shape, shape.length - other.rank(), other.rank());
            return primitives.combination(how, whole, Tensor.of(other, shape), Tensor.of(placement.array(output)));
        }

        @Override
        public String operation() {
            return inWords(how);
        }
    }

    /** The same values in the data type of the output. */
    record Convert(String input, String output) implements Kernel {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public Runnable prepare(Primitives primitives, Placement placement) {
            return primitives.copy(Tensor.of(placement.array(input)), Tensor.of(placement.array(output)));
        }

        @Override
        public String operation() {
            return "convert";
        }
    }

    private static String inWords(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
