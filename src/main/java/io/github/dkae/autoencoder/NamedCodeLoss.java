package io.github.dkae.autoencoder;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** A code loss that is what its name says, whatever the object that expresses it. */
record NamedCodeLoss(String name, CodeLoss.Expression expression) implements CodeLoss {
    /** The loss of a saved model whose expression isn't at hand: the model can be used, but not this loss. */
    static CodeLoss unknown(String name) {
        return new NamedCodeLoss(name, (graph, codes, prior) -> {
            throw new IllegalStateException("the code loss '" + name
                    + "' is not one of dkae's own; give it to load along with the file");
        });
    }

    @Override
    public SDVariable express(SameDiff graph, SDVariable codes, SDVariable prior) {
        return expression.express(graph, codes, prior);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedCodeLoss that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
