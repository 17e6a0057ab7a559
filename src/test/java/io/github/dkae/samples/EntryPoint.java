package io.github.dkae.samples;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A public method or constructor that takes arrays, with arguments that it accepts.
 *
 * @param target    what it is called on, null for static methods and constructors
 * @param arguments valid ones, among them at least one array
 */
record EntryPoint(Executable executable, Object target, Object[] arguments) {
    /** Where the arrays are among the arguments. */
    List<Integer> arrays() {
        return IntStream.range(0, arguments.length).filter(i -> arguments[i] instanceof INDArray).boxed().toList();
    }

    INDArray array(int index) {
        return (INDArray) arguments[index];
    }

    Object call() {
        return call(arrays().get(0), array(arrays().get(0)));
    }

    /** Calls it with another array in the place of one; throws what it throws, if unchecked. */
    Object call(int index, INDArray array) {
        Object[] changed = arguments.clone();
        changed[index] = array;
        try {
            return executable instanceof Method method ? method.invoke(target, changed)
                    : ((Constructor<?>) executable).newInstance(changed);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(this + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(this + " can't be called", e);
        }
    }

    @Override
    public String toString() {
        String on = target == null ? "" : " on " + target.getClass().getSimpleName();
        return "%s.%s/%d%s".formatted(executable.getDeclaringClass().getSimpleName(), executable.getName(),
                arguments.length, on);
    }
}
