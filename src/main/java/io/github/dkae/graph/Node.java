package io.github.dkae.graph;

import io.github.dkae.linalg.Inversion;
import java.util.List;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseOp;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/** A computation in a program, before it has memory; each value is the output of one node at most. */
sealed interface Node permits Node.Operation, Node.Alias, Node.Copy, Node.Inverse, Node.Ready, Kernel {
    /** Names of the values that it reads. */
    List<String> inputs();

    /** Names of the values that it makes. */
    List<String> outputs();

    /** What it is, in a word or two. */
    String operation();

    /** An operation of ND4J's. */
    record Operation(DifferentialFunction function, List<String> inputs, List<String> outputs) implements Node {
        @Override
        public String operation() {
            return function.opName();
        }

        int integer(int index) {
            long[] all = ((DynamicCustomOp) function).iArgs();
            return index < all.length ? (int) all[index] : 0;
        }

        /** Sets what the operation is told beside its inputs, which are set; returns the shapes of its results. */
        List<Signature> results(OpContext context) {
            List<LongShapeDescriptor> shapes;
            if (function instanceof DynamicCustomOp custom) {
                context.setIArguments(custom.iArgs());
                context.setTArguments(custom.tArgs());
                context.setBArguments(custom.bArgs());
                context.setDArguments(custom.dArgs());
                shapes = custom.calculateOutputShape(context);
            } else {
                shapes = ((BaseOp) function).calculateOutputShape(context);
            }
            return shapes.stream().map(shape -> new Signature(shape.dataType(), shape.getShape())).toList();
        }

        void run(OpContext context) {
            if (function instanceof CustomOp custom) {
                Nd4j.exec(custom, context);
            } else {
                Nd4j.exec((Op) function, context);
            }
        }
    }

    /** The same values in another shape: nothing to be done. */
    record Alias(String input, String output) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> outputs() {
            return List.of(output);
        }

        @Override
        public String operation() {
            return "reshape";
        }
    }

    /** Somebody hears that a variable's gradient is final and the variable isn't read any more. */
    record Ready(String variable) implements Node {
        @Override
        public List<String> inputs() {
            return List.of();
        }

        @Override
        public List<String> outputs() {
            return List.of();
        }

        @Override
        public String operation() {
            return "ready: " + variable;
        }
    }

    /** The inverse of a matrix in float64, or the logarithm of its determinant. */
    record Inverse(boolean determinant, String input, String output) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> outputs() {
            return List.of(output);
        }

        void run(INDArray matrix, INDArray result) {
            if (determinant) {
                result.assign(Inversion.logDeterminant(matrix));
            } else {
                Inversion.invert(matrix, result);
            }
        }

        @Override
        public String operation() {
            return determinant ? "log determinant" : "inverse";
        }
    }

    /** A value that is copied to where it is wanted, too. */
    record Copy(String input) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> outputs() {
            return List.of();
        }

        @Override
        public String operation() {
            return "copy";
        }
    }
}
