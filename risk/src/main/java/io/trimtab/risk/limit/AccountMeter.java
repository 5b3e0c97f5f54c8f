package io.trimtab.risk.limit;

import java.util.function.DoubleSupplier;

/** What the account has lost, asked for anew each time: once it is too much, only orders that take from positions go out. */
final class AccountMeter extends Meter {
    private final DoubleSupplier measured;

    AccountMeter(MeterSite site, DoubleSupplier measured) {
        super(site, 1);
        this.measured = measured;
    }

    @Override
    void rebuild() {
        // nothing is kept
    }

    @Override
    void changed(Change before) {
        // nothing is kept
    }

    @Override
    Finding judge(int asset, long lots, double warningLevel) {
        double value = measurable(measured.getAsDouble());
        if (value <= bound(0)) {
            return within(value, bound(0), warningLevel);
        }
        return inventory.onlyTakes(asset, lots) ? Finding.RELIEVED : Finding.EXCEEDED;
    }

    @Override
    boolean isAboutAccount() {
        return true;
    }

    @Override
    double held(int scope) {
        return measured.getAsDouble();
    }

    @Override
    double worst(int scope, int asset, long lots) {
        return held(scope);
    }
}
