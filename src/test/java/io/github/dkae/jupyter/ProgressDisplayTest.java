package io.github.dkae.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private long millis;
    private final List<String> shown = new ArrayList<>();
    private final List<Boolean> updates = new ArrayList<>();
    private final Set<String> outputs = new HashSet<>();
    private final ProgressDisplay progress = new ProgressDisplay((data, update) -> {
        shown.add((String) data.getData(MIMEType.TEXT_PLAIN));
        updates.add(update);
        outputs.add(data.getDisplayId());
    }, () -> TimeUnit.MILLISECONDS.toNanos(millis));

    private void report(long at, String task, long done, long total) {
        millis = at;
        progress.report(task, done, total, "loss 0.5");
    }

    @Test
    void quickTasksShowNothing() {
        report(0, "fitting", 0, 2);
        report(400, "fitting", 2, 2);
        progress.endCell();
        assertEquals(List.of(), shown);
    }

    @Test
    void oneOutputUpdatesInPlaceAndEndsWithoutBarAndTime() {
        report(0, "layer 1", 0, 10);
        report(600, "layer 1", 5, 10);
        report(650, "layer 1", 6, 10);
        report(1_000, "layer 1", 10, 10);
        report(2_000, "fine-tuning", 0, 4_000);
        progress.endCell();
        assertEquals(1, outputs.size());
        assertEquals(List.of(false, true, true, true), updates);
        assertTrue(shown.get(0).startsWith("layer 1 [████████████············] 5/10 0:01 left  loss 0.5"),
                shown.get(0));
        assertEquals("fine-tuning: 0 of 4,000", shown.get(3));
    }

    @Test
    void nextCellHasAnOutputOfItsOwn() {
        for (int cell = 0; cell < 2; cell++) {
            report(10_000L * cell, "training", 0, 10);
            report(10_000L * cell + 1_000, "training", 5, 10);
            progress.endCell();
        }
        progress.endCell();
        assertEquals(2, outputs.size());
        assertEquals(List.of(false, true, false, true), updates);
    }

    @Test
    void longTasksAreDrawnMoreSeldom() {
        for (int second = 0; second <= 3_600; second++) {
            report(1_000L * second, "training", second, 3_600);
        }
        assertTrue(shown.size() > 1_500 && shown.size() < 2_000, "drawn " + shown.size() + " times");
    }
}
