package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dkae.InEveryLocale;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@InEveryLocale
class SweepProgressTest {
    private final List<String> heard = new ArrayList<>();

    private SweepProgress progress(int networks) {
        return new SweepProgress((task, done, total, detail) -> heard.add(task + " " + done + "/" + total),
                networks, 10);
    }

    @Test
    void countsTheStepsOfAllNetworks() {
        SweepProgress sweep = progress(2);
        SweepProgress.Network first = sweep.begin();
        SweepProgress.Network second = sweep.begin();
        first.report("layer 4 of 4", 1, 4, "");
        second.report("layer 4 of 4", 1, 4, "");
        first.report("layer 4 of 4", 4, 4, "");
        first.report("fine-tuning", 1, 6, "");
        assertEquals(List.of("sweep of 2, step 0/20", "sweep of 2, step 1/20", "sweep of 2, step 2/20",
                "sweep of 2, step 5/20", "sweep of 2, step 6/20"), heard);
    }

    @Test
    void stepsOfAnEarlierRunAreLeftOut() {
        SweepProgress sweep = progress(2);
        SweepProgress.Network resumed = sweep.begin();
        resumed.report("fine-tuning", 4, 6, "");
        resumed.report("fine-tuning", 6, 6, "");
        resumed.end();
        sweep.begin().end();
        assertEquals(List.of("sweep of 2, step 0/20", "sweep of 2, step 1/13", "sweep of 2, step 3/13",
                "sweep of 2, step 3/13", "sweep of 2, step 4/4"), heard);
    }

    @Test
    void aNetworkThatStopsEarlyIsDone() {
        SweepProgress.Network network = progress(1).begin();
        network.report("layer 4 of 4", 1, 4, "");
        network.end();
        assertEquals("sweep of 1, step 10/10", heard.get(heard.size() - 1));
    }

    @Test
    void nothingIsToldOfNothing() {
        progress(0);
        assertEquals(List.of(), heard);
    }
}
