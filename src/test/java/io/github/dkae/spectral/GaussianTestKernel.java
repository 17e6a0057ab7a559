package io.github.dkae.spectral;

import io.github.dkae.kernel.Kernel;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** exp(−‖x − y‖² / 2σ²), entry by entry. */
record GaussianTestKernel(double sigma) implements Kernel {
    @Override
    public INDArray matrix(INDArray x, INDArray y) {
        double[][] a = x.toDoubleMatrix();
        double[][] b = y.toDoubleMatrix();
        double[][] k = new double[a.length][b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                double squared = 0;
                for (int c = 0; c < a[i].length; c++) {
                    squared += (a[i][c] - b[j][c]) * (a[i][c] - b[j][c]);
                }
                k[i][j] = Math.exp(-squared / (2 * sigma * sigma));
            }
        }
        return Nd4j.createFromArray(k).castTo(x.dataType());
    }
}
