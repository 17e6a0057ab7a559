package io.github.dkae.mixture;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Which mixtures of an ensemble have a size in a range and are among the first of their size. */
final class SelectedMixtures {
    private SelectedMixtures() {}

    static int[] of(int[] offsets, int minimum, int maximum, int starts) {
        Arguments.atLeast("minimum", minimum, 1);
        Arguments.atLeast("maximum", maximum, minimum);
        Arguments.atLeast("starts", starts, 1);
        Map<Integer, Integer> ofSize = new HashMap<>();
        int[] selected = IntStream.range(0, offsets.length - 1).filter(m -> {
            int size = offsets[m + 1] - offsets[m];
            return size >= minimum && size <= maximum && ofSize.merge(size, 1, Integer::sum) <= starts;
        }).toArray();
        if (selected.length == 0) {
            throw new IllegalArgumentException(
                    Text.format("the ensemble must have mixtures of %d … %d components, but has none",
                            minimum, maximum));
        }
        return selected;
    }
}
