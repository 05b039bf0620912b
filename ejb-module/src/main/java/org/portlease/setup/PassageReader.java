package org.portlease.setup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.portlease.json.FieldException;
import org.portlease.json.Fields;
import org.portlease.provider.AttributeRule.Direction;
import org.portlease.setup.World.AdditionEntry;
import org.portlease.setup.World.PassageEntry;

/**
 * Reads what a world file says of RADIUS attributes: which pass between the master and a provider,
 * and which the master adds. Whether there are such attributes is not its to know.
 */
final class PassageReader {

    private PassageReader() {}

    static List<PassageEntry> passages(Fields provider) {
        return Stream.of(
                        passages(provider, "attributesToNas", Direction.TO_NAS),
                        passages(provider, "attributesToHome", Direction.TO_HOME))
                .flatMap(List::stream)
                .toList();
    }

    private static List<PassageEntry> passages(Fields provider, String name, Direction direction) {
        return provider.optionalEntry(name, fields -> passages(fields, direction))
                .orElse(List.of());
    }

    private static List<PassageEntry> passages(Fields fields, Direction direction) {
        List<PassageEntry> passages = new ArrayList<>();
        passages.addAll(
                fields.texts("allow", (name, at) -> new PassageEntry(at, direction, true, name)));
        passages.addAll(
                fields.texts("deny", (name, at) -> new PassageEntry(at, direction, false, name)));
        Set<String> names = new HashSet<>();
        for (PassageEntry passage : passages) {
            if (!names.add(passage.attribute())) {
                throw new FieldException(
                        passage.path(), "names '" + passage.attribute() + "' a second time");
            }
        }
        return passages;
    }

    static AdditionEntry addition(Fields fields) {
        return new AdditionEntry(
                fields.path(),
                fields.optionalText("pop"),
                fields.text("attribute"),
                fields.text("value"),
                fields.optionalInteger("tag"));
    }
}
