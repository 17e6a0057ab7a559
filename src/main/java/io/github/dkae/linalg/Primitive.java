package io.github.dkae.linalg;

import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.javacpp.Pointer;

/** A computation on arrays that are there, prepared by {@link Primitives}; running it allocates nothing. */
public final class Primitive implements Runnable {
    private final Primitives owner;
    private final boolean small;
    private final primitive computation;
    private final IntMemoryMap arguments;
    private final memory scratchpad;
    private final long scratchBytes;
    private final String implementation;

    /** Within a scope that frees all other pointers. */
    Primitive(Primitives owner, primitive computation, primitive_desc_base description, Map<Integer, memory> operands,
            boolean small) {
        this.owner = owner;
        this.small = small;
        this.computation = computation.retainReference();
        implementation = description.impl_info_str().getString();
        arguments = new IntMemoryMap().retainReference();
        operands.forEach(arguments::put);
        memory.desc scratch = description.scratchpad_desc();
        scratchBytes = scratch.get_size();
        scratchpad = new memory(scratch, OneDnn.engine(), new Pointer()).retainReference();
        arguments.put(dnnl.DNNL_ARG_SCRATCHPAD, scratchpad);
    }

    long scratchBytes() {
        return scratchBytes;
    }

    void useScratch(Pointer bytes) {
        scratchpad.set_data_handle(bytes);
    }

    /** Computes; the operands' memory must still be there. */
    @Override
    public void run() {
        try (OneDnn.Hold hold = small ? OneDnn.holdTo(1) : null) {
            computation.execute(owner.stream(), arguments);
        }
    }

    /** oneDNN's name for the code that computes. */
    public String implementation() {
        return implementation;
    }

    @Override
    public String toString() {
        return "oneDNN's " + implementation;
    }

    void close() {
        computation.releaseReference();
        arguments.releaseReference();
        scratchpad.releaseReference();
    }
}
