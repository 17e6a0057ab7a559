package io.github.dkae.linalg;

import io.github.dkae.support.HostArrays;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * oneDNN on this machine's processor, where its natives load.
 *
 * <p>It computes in libgomp's threads, as ND4J's own operations do, whatever the process's environment says about how
 * these wait.
 */
public final class OneDnn {
    /** Set to {@code false} to do without oneDNN, as on machines where it doesn't load. */
    public static final String PROPERTY = "dkae.onednn";

    private OneDnn() {}

    /** Loaded when first asked for. */
    private static final class Processor {
        private static final engine ENGINE = load();

        private Processor() {}

        private static engine load() {
            boolean wanted = Boolean.parseBoolean(System.getProperty(PROPERTY, "true"));
            if (!wanted || !HostArrays.inThisProcess()) {
                return null;
            }
            try {
                Loader.load(dnnl.class);
                return new engine(engine.kind.cpu, 0);
            } catch (LinkageError | RuntimeException e) {
                return null;
            }
        }
    }

    /** Whether arrays are in this process's memory and oneDNN has natives for this system. */
    public static boolean available() {
        return Processor.ENGINE != null;
    }

    /** Whether the processor multiplies numbers in bfloat16 faster than in float32. */
    public static boolean multipliesBfloat16() {
        return available() && (dnnl.dnnl_get_effective_cpu_isa() & dnnl.dnnl_cpu_isa_avx512_core_bf16)
                == dnnl.dnnl_cpu_isa_avx512_core_bf16;
    }

    static engine engine() {
        if (!available()) {
            throw new IllegalStateException("oneDNN has no natives for this system");
        }
        return Processor.ENGINE;
    }

    /** Threads that what the calling thread prepares and runs has at its disposal. */
    public static int threads() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
    }

    /** Holds what the calling thread prepares and runs to {@code threads} threads, until closed by the same thread. */
    public static Hold holdTo(int threads) {
        int before = threads();
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        return () -> NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(before);
    }

    /** A number of threads that is held. */
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }
}
