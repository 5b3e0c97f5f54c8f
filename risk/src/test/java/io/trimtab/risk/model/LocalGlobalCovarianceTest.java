package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.risk.testkit.Panels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class LocalGlobalCovarianceTest {
    private static RealMatrix inverse(RealMatrix a) {
        return new LUDecomposition(a).getSolver().getInverse();
    }

    /** Oracle: the paper's formula, J = sum over cliques of their inverse less that over separators, inverted. */
    @Test
    void inverseIsThatOfTheCliquesLessTheSeparators() {
        for (int n : new int[] {5, 6, 11, 20}) {
            ReturnPanel panel = Panels.of(Panels.random(80, n, n));
            CovarianceMatrix sample = SampleCovariance.unbiased().estimate(panel);
            RealMatrix s = new Array2DRowRealMatrix(n, n);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    s.setEntry(i, j, 1e4 * sample.get(i, j));
                }
            }
            PlanarFilter graph = new PlanarFilter(n, sample.correlation().toArray());
            RealMatrix precision = new Array2DRowRealMatrix(n, n);
            add(precision, s, 1, Arrays.copyOf(graph.order, 4));
            for (int k = 4; k < n; k++) {
                int[] t = Arrays.copyOfRange(graph.triangle, 3 * k, 3 * k + 3);
                add(precision, s, -1, t);
                add(precision, s, 1, new int[] {t[0], t[1], t[2], graph.order[k]});
            }
            RealMatrix expected = inverse(precision);
            CovarianceMatrix ours = LocalGlobalCovariance.estimator().estimate(panel);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double scale = Math.sqrt(sample.variance(i) * sample.variance(j));
                    assertThat(ours.get(i, j)).isCloseTo(expected.getEntry(i, j) / 1e4, within(1e-11 * scale));
                }
            }
        }
    }

    private static void add(RealMatrix to, RealMatrix s, double sign, int[] assets) {
        RealMatrix part = inverse(s.getSubMatrix(assets, assets));
        for (int a = 0; a < assets.length; a++) {
            for (int b = 0; b < assets.length; b++) {
                to.addToEntry(assets[a], assets[b], sign * part.getEntry(a, b));
            }
        }
    }

    /** Oracle: the greedy rule without any memory, over all assets and faces each time. */
    @Test
    void graphIsTheGreedyOneWithTheRightNumberOfEdges() {
        for (int n : new int[] {4, 5, 9, 24}) {
            double[] c = SampleCovariance.unbiased()
                    .estimate(Panels.of(Panels.random(60, n, n)))
                    .correlation()
                    .toArray();
            PlanarFilter graph = new PlanarFilter(n, c);
            List<int[]> faces = new ArrayList<>();
            int[] o = graph.order;
            faces.add(new int[] {o[1], o[2], o[3]});
            faces.add(new int[] {o[0], o[2], o[3]});
            faces.add(new int[] {o[0], o[1], o[3]});
            faces.add(new int[] {o[0], o[1], o[2]});
            List<Integer> left = new ArrayList<>();
            for (int k = 4; k < n; k++) {
                left.add(o[k]);
            }
            for (int k = 4; k < n; k++) {
                double most = -1;
                int[] face = {};
                int asset = -1;
                for (int[] f : faces) {
                    for (int v : left) {
                        double gain = 0;
                        for (int u : f) {
                            gain += c[u * n + v] * c[u * n + v];
                        }
                        if (gain > most) {
                            most = gain;
                            face = f;
                            asset = v;
                        }
                    }
                }
                assertThat(asset).isEqualTo(o[k]);
                assertThat(Arrays.copyOfRange(graph.triangle, 3 * k, 3 * k + 3)).containsExactlyInAnyOrder(face);
                left.remove((Integer) asset);
                faces.remove(face);
                faces.add(new int[] {face[0], face[1], asset});
                faces.add(new int[] {face[0], face[2], asset});
                faces.add(new int[] {face[1], face[2], asset});
            }
            assertThat(faces).hasSize(2 * n - 4);
            assertThat(Arrays.stream(o).sorted()).hasSize(n).doesNotHaveDuplicates();
        }
    }

    @Test
    void upToFourAssetsAreTheSample() {
        for (int n = 1; n <= 4; n++) {
            ReturnPanel panel = Panels.of(Panels.random(30, n, n));
            CovarianceMatrix sample = SampleCovariance.unbiased().estimate(panel);
            CovarianceMatrix ours = LocalGlobalCovariance.estimator().estimate(panel);
            for (int i = 0; i < n; i++) {
                double scale = Math.sqrt(sample.variance(i) * sample.variance(0));
                assertThat(ours.get(i, 0)).isCloseTo(sample.get(i, 0), within(1e-14 * scale));
            }
        }
        assertThat(LocalGlobalCovariance.estimator()).hasToString("LocalGlobalCovariance");
    }

    @Test
    void manyAssetsAndFewDatesAreDefinite() {
        CovarianceMatrix c = LocalGlobalCovariance.estimator().estimate(Panels.of(Panels.random(15, 60, 2)));
        assertThat(c.indefiniteness()).isZero();
    }
}
