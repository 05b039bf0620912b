package org.portlease.radius;

import java.net.InetSocketAddress;
import org.portlease.radius.packet.Packet;

/**
 * Is told what the connector does about one request, because somebody traces it ({@link
 * Outcome.Followed}). Called by the connector's threads, several at once: it neither blocks nor
 * throws.
 */
public interface Follower {

    /** For what nobody traces. */
    Follower NOBODY =
            new Follower() {
                @Override
                public void sent(long server, InetSocketAddress to) {
                    // see above
                }

                @Override
                public void sentAgain(long server, int times) {
                    // see above
                }

                @Override
                public void gaveUp(long server) {
                    // see above
                }

                @Override
                public void answered(long server, Packet response) {
                    // see above
                }

                @Override
                public void unanswered() {
                    // see above
                }

                @Override
                public void replied(Packet reply) {
                    // see above
                }

                @Override
                public void abandoned(String reason) {
                    // see above
                }
            };

    /**
     * The request goes to a server for the first time.
     *
     * @param server the home server's id
     */
    void sent(long server, InetSocketAddress to);

    /** The request goes to the same server once more. */
    void sentAgain(long server, int times);

    /** The server is given up, and the next of its group asked. */
    void gaveUp(long server);

    /** The server's answer is here; its event queues up, or the reply follows. */
    void answered(long server, Packet response);

    /** Nobody answered in time; that event queues up. */
    void unanswered();

    /** The reply has left: this is the end. */
    void replied(Packet reply);

    /** The request is left without a reply: this is the end. */
    void abandoned(String reason);
}
