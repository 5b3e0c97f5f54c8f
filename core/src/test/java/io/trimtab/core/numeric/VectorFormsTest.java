package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** The two JVMs of the build do differ: one has the vector form and uses it, the other does not. */
class VectorFormsTest {
    private static boolean moduleIsPresent() {
        return ModuleLayer.boot().findModule(VectorForms.MODULE).isPresent();
    }

    @Test
    void withoutTheModuleThePlainLoopsStay() {
        assumeTrue(!moduleIsPresent(), "this JVM has " + VectorForms.MODULE);
        assertThat(VectorForms.reduction(Long.MAX_VALUE)).isNull();
        assertThat(VectorForms.columns(Long.MAX_VALUE)).isNull();
        assertThat(VectorForms.product(Long.MAX_VALUE)).isNull();
        assertThat(VectorForms.load()).isNull();
    }

    @Test
    void withTheModuleTheVectorFormTakesOver() {
        assumeTrue(moduleIsPresent(), "this JVM was not started with --add-modules " + VectorForms.MODULE);
        VectorForm loaded = VectorForms.load();
        assumeTrue(loaded != null, "this machine's vectors have fewer than four lanes");
        assertThat(System.getProperty(VectorForms.PROPERTY)).isEqualTo("eager");
        assertThat(VectorForms.reduction(1)).isNotNull();
        assertThat(VectorForms.columns(1)).isNotNull();
        assertThat(VectorForms.product(1)).isNotNull();
    }
}
