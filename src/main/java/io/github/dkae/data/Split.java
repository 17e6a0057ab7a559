package io.github.dkae.data;

import io.github.dkae.support.Arguments;

/**
 * Three disjoint parts of a dataset.
 *
 * @param train      what models are fitted on
 * @param validation what options are chosen on
 * @param test       what results are reported on, and nothing else
 */
public record Split(Dataset train, Dataset validation, Dataset test) {
    public Split {
        Arguments.present("train", train);
        Arguments.present("validation", validation);
        Arguments.present("test", test);
    }
}
