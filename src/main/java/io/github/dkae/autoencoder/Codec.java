package io.github.dkae.autoencoder;

import io.github.dkae.graph.Program;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Runs a network's encoder and decoder with given parameters, block by block of rows. Programs are kept for the next call;
 * safe for use by several threads, each of which has its own.
 */
final class Codec {
    private static final int MOST_ROWS = 1024;
    private final Network network;
    private final Map<String, INDArray> parameters;
    private final Program.Options options;
    private final Map<Key, Queue<Program>> idle = new ConcurrentHashMap<>();

    /** A program from one named value to another for blocks of some rows. */
    private record Key(String from, String to, int rows) {}

    /** @param parameters by name; they stay as they are while the codec is used */
    Codec(Network network, Map<String, INDArray> parameters, Program.Options options) {
        this.network = network;
        this.parameters = parameters;
        this.options = options;
    }

    /** Codes [n, Nc] of {@code x} [n, d], owned by the caller. */
    INDArray encode(INDArray x) {
        return map(x, NetworkGraph.INPUT, NetworkGraph.CODES, network.codeSize());
    }

    /** Reconstructions [n, d] of {@code codes} [n, Nc], owned by the caller. */
    INDArray decode(INDArray codes) {
        return map(codes, NetworkGraph.CODES, NetworkGraph.RECONSTRUCTION, network.input());
    }

    /** Reconstructions [n, d] of {@code x} [n, d], owned by the caller. */
    INDArray reconstruct(INDArray x) {
        return map(x, NetworkGraph.INPUT, NetworkGraph.RECONSTRUCTION, network.input());
    }

    private INDArray map(INDArray x, String from, String to, int columns) {
        int n = x.rows();
        INDArray result = Nd4j.createUninitialized(DataType.FLOAT, n, columns);
        // Few sizes, so that few programs are compiled; what is left of a block is computed for nothing.
        Key key = new Key(from, to, Math.min(MOST_ROWS, Integer.highestOneBit(2 * n - 1)));
        Queue<Program> programs = idle.computeIfAbsent(key, k -> new ConcurrentLinkedQueue<>());
        Program kept = programs.poll();
        Program program = kept != null ? kept : compile(key);
        for (int start = 0; start < n; start += key.rows()) {
            INDArrayIndex rows = NDArrayIndex.interval(start, Math.min(n, start + key.rows()));
            INDArrayIndex block = NDArrayIndex.interval(0, Math.min(n - start, key.rows()));
            program.input(from).get(block, NDArrayIndex.all()).assign(x.get(rows, NDArrayIndex.all()));
            program.run();
            result.get(rows, NDArrayIndex.all()).assign(program.output(to).get(block, NDArrayIndex.all()));
        }
        programs.add(program);
        return result;
    }

    private Program compile(Key key) {
        try (NetworkGraph graph = key.from().equals(NetworkGraph.INPUT)
                ? NetworkGraph.forward(network, key.rows(), DataType.FLOAT)
                : NetworkGraph.decoder(network, key.rows())) {
            return graph.compile(List.of(key.to()), parameters, Map.of(), name -> { }, options);
        }
    }

    /** Frees the programs that aren't in use. */
    void close() {
        idle.values().forEach(programs -> programs.forEach(Program::close));
        idle.clear();
    }
}
