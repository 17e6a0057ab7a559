package io.github.dkae.autoencoder;

/** How the learning rate falls over a stage of training, as a factor of its initial value. */
public enum LearningRateSchedule {
    /** It doesn't. */
    CONSTANT {
        @Override
        double factor(double progress) {
            return 1;
        }
    },

    /** In a straight line to 0. */
    LINEAR {
        @Override
        double factor(double progress) {
            return 1 - progress;
        }
    },

    /** In half a period of a cosine to 0. */
    COSINE {
        @Override
        double factor(double progress) {
            return 0.5 * (1 + Math.cos(Math.PI * progress));
        }
    },

    /** By half after each fifth of the stage. */
    HALVING {
        @Override
        double factor(double progress) {
            return Math.pow(0.5, Math.floor(5 * progress));
        }
    };

    /** The factor after the share {@code progress} of the stage's steps, 0 ≤ progress &lt; 1. */
    abstract double factor(double progress);
}
