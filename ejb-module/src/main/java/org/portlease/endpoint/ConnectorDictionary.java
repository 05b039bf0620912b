package org.portlease.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalInt;
import org.portlease.provider.AttributeDictionary;
import org.portlease.radius.packet.AttributeFilter;
import org.portlease.radius.packet.AttributeName;
import org.portlease.radius.packet.AttributeValue;

/** The attributes that the connector knows. */
@ApplicationScoped
public class ConnectorDictionary implements AttributeDictionary {

    @Override
    public void checkPassage(String attribute, boolean allowed) {
        AttributeName name = AttributeName.parse(attribute);
        if (!allowed) {
            AttributeFilter.checkDeniable(name);
        }
    }

    @Override
    public void checkAddition(String attribute, String valueText, OptionalInt tag) {
        AttributeValue.parse(AttributeName.parse(attribute), valueText, tag);
    }
}
