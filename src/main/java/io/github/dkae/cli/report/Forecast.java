package io.github.dkae.cli.report;

import io.github.dkae.experiment.ReportRun;
import io.github.dkae.experiment.Scale;
import io.github.dkae.experiment.StageName;
import io.github.dkae.experiment.StageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is to be expected of notebooks that haven't run before: the trainings that are still to be done, at the rate of
 * those that are, and first at what this machine's matrix products reach. Notebooks that don't say what they train are
 * not foretold.
 */
final class Forecast implements Expectation {
    /** What a training reaches of the rate of large matrix products. */
    private static final double SHARE_OF_PRODUCTS = 0.7;

    private final Scale scale;
    private final Map<String, List<Training>> trainings;
    private final List<Store> stores;
    private final Instant notBefore;
    private final double productRate;
    private final Supplier<Instant> clock;
    private final Map<Path, Written> read = new HashMap<>();

    /** What a file held when it was written. */
    private record Written(Instant at, Optional<StageTime> stage) {}

    /** A folder of stages, and the seed of those that don't name theirs. */
    private record Store(Path folder, OptionalLong seed) {}

    /** A training that is done: what it took, and when it was written down. */
    private record Done(double seconds, Instant at) {}

    private Forecast(Scale scale, Map<String, List<Training>> trainings, List<Store> stores, Instant notBefore,
            double productRate, Supplier<Instant> clock) {
        this.scale = scale;
        this.trainings = trainings;
        this.stores = stores;
        this.notBefore = notBefore;
        this.productRate = productRate;
        this.clock = clock;
    }

    /**
     * A forecast.
     *
     * @param notebooks those that will run, in order; what one trains the later ones need not
     * @param data      what the samples are
     * @param stages    the folder of all stages
     * @param notBefore older stages are done anew
     * @param gflops    10⁹ operations a second of this machine's matrix products
     * @throws IOException when a notebook can't be read
     */
    static Forecast of(List<Path> notebooks, ReportSettings settings, String data, Path stages, Instant notBefore,
            double gflops, Supplier<Instant> clock) throws IOException {
        Scale scale = Scale.of(settings.scale().toString());
        Map<String, List<Training>> trainings = new LinkedHashMap<>();
        Set<Training> before = new HashSet<>();
        for (Path notebook : notebooks) {
            Notebooks.trainings(notebook).ifPresent(kinds -> trainings.put(Notebooks.name(notebook),
                    Training.of(kinds, scale, settings.seed(), settings.seeds()).stream().filter(before::add).toList()));
        }
        ReportRun run = new ReportRun(scale, data, settings.seed(), settings.seeds(), Optional.empty(),
                new StageStore(Optional.of(stages), notBefore));
        List<Store> stores = new ArrayList<>();
        for (long seed = settings.seed(); seed < settings.seed() + settings.seeds(); seed++) {
            stores.add(new Store(run.withSeed(seed).stages().folder().orElseThrow(), OptionalLong.of(seed)));
        }
        return new Forecast(scale, trainings, stores, notBefore, gflops * 1e9, clock);
    }

    /** Has the times of stages that a notebook writes looked at, too. */
    synchronized void addResults(Path results) {
        stores.add(new Store(ResultsFolder.stages(results), OptionalLong.empty()));
    }

    @Override
    public synchronized OptionalDouble left(String notebook, double elapsed) {
        List<Training> own = trainings.get(notebook);
        if (own == null) {
            return OptionalDouble.empty();
        }
        Map<String, Done> done = done();
        double rate = rate(done);
        Instant latest = Instant.EPOCH;
        double seconds = otherSeconds();
        for (Training training : own) {
            Done its = find(training, done);
            if (its == null) {
                seconds += training.operations() / rate;
            } else if (its.at.isAfter(latest)) {
                latest = its.at;
            }
        }
        double since = Math.min(elapsed, Duration.between(latest, clock.get()).toMillis() / 1e3);
        return OptionalDouble.of(seconds - since);
    }

    /** What a notebook takes beside its trainings: its kernel, priors, kernel PCA, pictures. */
    private double otherSeconds() {
        return switch (scale) {
            case SMOKE -> 25;
            case TUTORIAL -> 40;
            case PAPER -> 120;
        };
    }

    /** Operations a second of the trainings that are done, or what is expected when none is. */
    private double rate(Map<String, Done> done) {
        double operations = 0;
        double seconds = 0;
        for (Training training : trainings.values().stream().flatMap(List::stream).toList()) {
            Done its = find(training, done);
            // Where an interrupted one went on, only the rest was timed: that would be faster than any can be.
            if (its != null && its.seconds * productRate > training.operations()) {
                operations += training.operations();
                seconds += its.seconds;
            }
        }
        return seconds > 0 ? operations / seconds : SHARE_OF_PRODUCTS * productRate;
    }

    private static Done find(Training training, Map<String, Done> done) {
        return training.names().stream().filter(done::containsKey).map(done::get).findFirst().orElse(null);
    }

    private Map<String, Done> done() {
        Map<String, Done> done = new HashMap<>();
        for (Store store : stores) {
            for (Path file : files(store.folder)) {
                // The time of a file that is gone by now is 0.
                Instant at = Instant.ofEpochMilli(file.toFile().lastModified());
                if (file.toString().endsWith(".json") && !at.isBefore(notBefore)) {
                    stage(file, at).ifPresent(stage -> add(stage, at, store, done));
                }
            }
        }
        return done;
    }

    /** What a file holds; it is asked for each second and for each notebook, but seldom written. */
    private Optional<StageTime> stage(Path file, Instant at) {
        Written known = read.get(file);
        if (known == null || !known.at.equals(at)) {
            known = new Written(at, StageTime.find(file));
            read.put(file, known);
        }
        return known.stage;
    }

    private static List<Path> files(Path folder) {
        try {
            return Folders.entries(folder);
        } catch (IOException | UncheckedIOException e) {
            // Moved away by the notebook's end just now.
            return List.of();
        }
    }

    private static void add(StageTime stage, Instant at, Store store, Map<String, Done> done) {
        String name = store.seed.isEmpty() || stage.name().contains(", seed ") ? stage.name()
                : StageName.withSeed(stage.name(), store.seed.getAsLong());
        // Stages that were read from a store took no time.
        done.merge(name, new Done(stage.seconds(), at), (one, other) ->
                new Done(Math.max(one.seconds, other.seconds), one.at.isBefore(other.at) ? one.at : other.at));
    }
}
