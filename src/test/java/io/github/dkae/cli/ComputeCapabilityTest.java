package io.github.dkae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeCapabilityTest {
    @ParameterizedTest
    @CsvSource({"3.0, false", "3.5, false", "3.7, true", "5.2, true", "7.5, true", "8.0, true", "8.6, true",
        "8.9, true", "9.0, false", "10.0, false", "12.0, false"})
    void cudaBackendRunsFromKeplerToAda(String capability, boolean runs) {
        assertEquals(runs, ComputeCapability.parse(" " + capability + "\n").orElseThrow().runsCudaBackend());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[N/A]", "8", "8.x", "-1.0"})
    void whatIsNoCapabilityIsUnknown(String text) {
        assertTrue(ComputeCapability.parse(text).isEmpty());
    }

    @Test
    void driversListIsRead() {
        assertEquals(
                List.of(new Machine.Gpu("NVIDIA GeForce RTX 4090", "8.9"), new Machine.Gpu("NVIDIA H100, 80GB", "9.0")),
                Machine.parseGpus(List.of("NVIDIA GeForce RTX 4090, 8.9", "NVIDIA H100, 80GB, 9.0", "")));
    }

    @Test
    void doctorSaysWhetherCudaRunsAndNeverThatAGpuIsMissing() {
        assertEquals(Check.State.OK, graphics(new Machine.Gpu("Ada", "8.9")).state());
        assertEquals(Check.State.NOTE, graphics(new Machine.Gpu("Hopper", "9.0")).state());
        assertEquals(Check.State.NOTE, graphics(new Machine.Gpu("Old driver", "[N/A]")).state());
        assertTrue(graphics(new Machine.Gpu("Hopper", "9.0")).detail().contains("can't run"));
        List<Check> none = new ArrayList<>();
        DoctorCommand.graphics(List.of(), none);
        assertEquals(List.of(Check.State.OK), none.stream().map(Check::state).toList());
    }

    @Test
    void littleMemoryIsNoted() {
        assertEquals(Check.State.NOTE, DoctorCommand.memory(2L << 30).state());
        assertEquals(Check.State.OK, DoctorCommand.memory(8L << 30).state());
    }

    private static Check graphics(Machine.Gpu gpu) {
        List<Check> checks = new ArrayList<>();
        DoctorCommand.graphics(List.of(gpu), checks);
        assertEquals(1, checks.size());
        return checks.get(0);
    }
}
