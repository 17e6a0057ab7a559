package io.github.dkae.autoencoder;

import java.util.List;
import java.util.stream.Collectors;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Layers one after the other, and back.
 *
 * @param stack at least one, each with as many inputs as the one before has codes
 */
record LayerStack(List<? extends Network> stack) implements Network {
    LayerStack {
        stack = List.copyOf(stack);
    }

    @Override
    public String name() {
        return stack.stream().map(Network::name).collect(Collectors.joining(", "));
    }

    @Override
    public int input() {
        return stack.get(0).input();
    }

    @Override
    public int codeSize() {
        return stack.get(stack.size() - 1).codeSize();
    }

    @Override
    public SDVariable encode(Parameters parameters, SDVariable x) {
        SDVariable h = x;
        for (Network layer : stack) {
            h = layer.encode(parameters, h);
        }
        return h;
    }

    @Override
    public SDVariable decode(Parameters parameters, SDVariable codes) {
        SDVariable h = codes;
        for (int i = stack.size() - 1; i >= 0; i--) {
            h = stack.get(i).decode(parameters, h);
        }
        return h;
    }
}
