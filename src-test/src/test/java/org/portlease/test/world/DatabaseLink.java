package org.portlease.test.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wire between a server and its database, to be cut: what was under way is lost, an answer to a
 * commit too, whether or not the database has committed.
 */
public final class DatabaseLink implements AutoCloseable {

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    /**
     * @param target the database's port on loopback
     */
    public DatabaseLink(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Cuts every connection; new ones are let through. */
    public void cut() {
        open.forEach(DatabaseLink::shut);
    }

    /** Cuts every connection, and new ones at once, until {@link #restore}. */
    public void sever() {
        down = true;
        cut();
    }

    public void restore() {
        down = false;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket server = door.accept();
                if (down) {
                    shut(server);
                } else {
                    join(server);
                }
            } catch (IOException e) {
                // closed, or the database does not listen: the server's connection fails as it must
            }
        }
    }

    private void join(Socket server) throws IOException {
        open.add(server);
        Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(database);
        server.setTcpNoDelay(true);
        database.setTcpNoDelay(true);
        daemon(() -> pump(server, database));
        daemon(() -> pump(database, server));
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[65536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // cut
        } finally {
            shut(from);
            shut(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "database link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
