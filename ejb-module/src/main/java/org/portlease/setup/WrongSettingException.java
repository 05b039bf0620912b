package org.portlease.setup;

import jakarta.ejb.ApplicationException;

/**
 * A setting that the server cannot run with. Its message is a sentence for the operator, which the
 * container is not to wrap.
 */
@ApplicationException(rollback = true)
public class WrongSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param setting as it is named in the environment, "PORTLEASE_CONFIGURATION"
     * @param sentence what was expected and what came
     */
    public WrongSettingException(String setting, String sentence) {
        super(setting + ": " + sentence);
    }

    public WrongSettingException(String setting, String sentence, Throwable cause) {
        super(setting + ": " + sentence, cause);
    }
}
