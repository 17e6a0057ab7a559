package io.github.dkae.experiment;

import io.github.dkae.autoencoder.TrainingHistory;
import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;

/**
 * How far the networks of a sweep are, all together, in training steps. Those that an earlier run did are left out, so
 * that the time that is left can be told from the pace. For use by several threads.
 */
final class SweepProgress {
    private final Progress listener;
    private final String task;
    private final long stepsEach;
    private long done;
    private long total;

    /** @param networks how many are to be trained; with none, nothing is told */
    SweepProgress(Progress listener, int networks, long stepsEach) {
        this.listener = listener;
        this.stepsEach = stepsEach;
        task = Text.format("sweep of %d, step", networks);
        total = networks * stepsEach;
        if (networks > 0) {
            tell();
        }
    }

    /** What a network that is trained now is to report to. */
    Network begin() {
        return new Network();
    }

    private void tell() {
        listener.report(task, done, total, "");
    }

    /** One of the networks. */
    final class Network implements Progress {
        private boolean begun;
        private long step;

        private Network() {}

        @Override
        public void report(String stage, long stepsDone, long stepsInAll, String detail) {
            // Fine-tuning is the last stage, so its last step is the network's.
            boolean last = stage.equals(TrainingHistory.FINE_TUNING);
            reach(last ? stepsEach - (stepsInAll - stepsDone) : stepsDone);
        }

        /** All is done, be it in fewer steps, or in none as an earlier run did them. */
        void end() {
            reach(stepsEach);
        }

        private void reach(long reached) {
            synchronized (SweepProgress.this) {
                if (!begun) {
                    begun = true;
                    step = reached - 1;
                    total -= step;
                }
                done += reached - step;
                step = reached;
                tell();
            }
        }
    }
}
