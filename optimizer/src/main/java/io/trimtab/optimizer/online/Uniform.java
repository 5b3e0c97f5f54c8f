package io.trimtab.optimizer.online;

/** Equal weights, always. */
record Uniform(int size) implements OnlineRule {
    @Override
    public double[] weights() {
        return Relatives.equal(size);
    }

    @Override
    public OnlineRule observe(double... returns) {
        Relatives.of(returns, size);
        return this;
    }
}
