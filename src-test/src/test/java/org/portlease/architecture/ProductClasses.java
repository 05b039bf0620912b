package org.portlease.architecture;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The classes that ship, of every module, those of the web archive too. */
final class ProductClasses implements LocationProvider {

    private static final List<String> MODULES =
            List.of("radius-connector", "ejb-module", "web-module", "wildfly-config");

    @Override
    public Set<Location> get(Class<?> testClass) {
        Path root = Path.of(System.getProperty("basedir")).resolveSibling("");
        return MODULES.stream()
                .map(module -> Location.of(root.resolve(module).resolve("target/classes")))
                .collect(Collectors.toSet());
    }
}
