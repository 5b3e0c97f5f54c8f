package io.trimtab.core.market;

/** What a {@link DataPolicy} does about an asset with a defect. */
public enum Treatment {
    /** The asset is left out of the accepted data. */
    EXCLUDE,
    /** The defect is reported and the asset is kept. */
    WARN,
    /** The defect is not looked for. */
    IGNORE
}
