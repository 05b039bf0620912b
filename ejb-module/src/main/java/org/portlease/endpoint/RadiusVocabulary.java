package org.portlease.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalInt;
import org.portlease.provider.AttributeVocabulary;
import org.portlease.radius.packet.AttributeFilter;
import org.portlease.radius.packet.AttributeName;
import org.portlease.radius.packet.AttributeValue;

/** The dictionary's. */
@ApplicationScoped
public class RadiusVocabulary implements AttributeVocabulary {

    @Override
    public void checkRule(String attribute, boolean allowed) {
        AttributeName name = AttributeName.parse(attribute);
        if (!allowed) {
            AttributeFilter.checkDeniable(name);
        }
    }

    @Override
    public void checkAdded(String attribute, String value, OptionalInt tag) {
        AttributeValue.parse(AttributeName.parse(attribute), value, tag);
    }
}
