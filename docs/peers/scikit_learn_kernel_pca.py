"""Times scikit-learn's KernelPCA (randomized solver, precomputed kernel) at the size of `environment/dkae bench --only kpca`.

Needs NumPy and scikit-learn, for example Debian's python3-sklearn. The kernel is of the probabilistic cluster kernel's form,
the mean over 870 random partitions of whether two samples fall into the same part, on 14,000 samples drawn from ten groups;
the solver's number of products depends on the size alone. Making the matrix isn't timed.

    /usr/bin/python3 docs/peers/scikit_learn_kernel_pca.py
"""
import json
import resource
import time

import numpy
import sklearn
from sklearn.decomposition import KernelPCA

SAMPLES, COMPONENTS, PARTITIONS, STARTS = 14_000, 256, range(2, 31), 30


def kernel(random):
    """K [n, n] float32, its entries in [0, 1]."""
    points = random.normal(size=(SAMPLES, 10)) + 2 * random.normal(size=(10, 10))[random.integers(10, size=SAMPLES)]
    features = []
    for parts in PARTITIONS:
        for _ in range(STARTS):
            centres = points[random.choice(SAMPLES, parts, replace=False)]
            nearest = numpy.argmin((centres ** 2).sum(1) - 2 * points @ centres.T, axis=1)
            features.append(numpy.eye(parts, dtype=numpy.float32)[nearest])
    phi = numpy.concatenate(features, axis=1)
    return phi @ phi.T / numpy.float32(len(PARTITIONS) * STARTS)


def main():
    k = kernel(numpy.random.default_rng(1))
    begin = time.perf_counter()
    model = KernelPCA(COMPONENTS, kernel="precomputed", eigen_solver="randomized", random_state=1).fit(k)
    seconds = time.perf_counter() - begin
    centred = k - k.mean(0) - k.mean(1)[:, None] + k.mean()
    residuals = numpy.linalg.norm(centred @ model.eigenvectors_ - model.eigenvectors_ * model.eigenvalues_, axis=0)
    print(json.dumps({
        "scikit-learn": sklearn.__version__, "numpy": numpy.__version__, "samples": SAMPLES, "components": COMPONENTS,
        "seconds": seconds, "residual": float(residuals.max() / model.eigenvalues_[0]),
        "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}, indent=2))


if __name__ == "__main__":
    main()
