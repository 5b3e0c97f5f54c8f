/** Alert throttling of Trimtab. */
module io.trimtab.alerts {
    requires static transitive org.jspecify;
    requires transitive io.trimtab.core;
    requires org.slf4j;
}
