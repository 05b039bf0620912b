package org.portlease.test.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A RADIUS server of a client provider, or an existing Master RADIUS server, on two ports of
 * loopback. It knows subscribers, answers by a script, and remembers every request that came. Each
 * request's signature is checked; a wrong one fails whoever looks at what was received. A
 * retransmission is remembered as one, and answered again by the script.
 */
public final class TestHomeServer implements AutoCloseable {

    private final String secret;
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final DatagramSocket authentication;
    private final DatagramSocket accounting;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(TestHomeServer::daemon);
    private final String address;
    private @Nullable TestNas authorizer;
    private volatile boolean remembering = true;
    private volatile boolean silent;
    private volatile boolean answersStatus;
    private volatile Function<Received, Answer> onAccess = this::judge;
    private volatile Function<Received, Answer> onAccounting = request -> Answer.recorded();

    public TestHomeServer(String secret) {
        this("127.0.0.1", secret);
    }

    /**
     * @param address of loopback, its own where it sends requests of its own (RFC 5176)
     */
    public TestHomeServer(String address, String secret) {
        this.address = address;
        this.secret = secret;
        try {
            InetAddress loopback = InetAddress.getByName(address);
            authentication = new DatagramSocket(new InetSocketAddress(loopback, 0));
            accounting = new DatagramSocket(new InetSocketAddress(loopback, 0));
            for (DatagramSocket socket : List.of(authentication, accounting)) {
                socket.setReceiveBufferSize(4 << 20);
                daemon(() -> serve(socket)).start();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "home server");
        thread.setDaemon(true);
        return thread;
    }

    public String address() {
        return address;
    }

    public int authPort() {
        return authentication.getLocalPort();
    }

    public int acctPort() {
        return accounting.getLocalPort();
    }

    public String secret() {
        return secret;
    }

    /** A subscriber that is let in with PAP or CHAP, unless a script decides otherwise. */
    public TestHomeServer knows(String name, String password) {
        passwords.put(name, password);
        return this;
    }

    public TestHomeServer onAccess(Function<Received, Answer> script) {
        onAccess = script;
        return this;
    }

    public TestHomeServer onAccounting(Function<Received, Answer> script) {
        onAccounting = script;
        return this;
    }

    /** Answers nothing from now on, as a server that is down; what comes is remembered. */
    public TestHomeServer fallSilent() {
        silent = true;
        return this;
    }

    public TestHomeServer revive() {
        silent = false;
        return this;
    }

    /** Answers Status-Server (RFC 5997) on both ports from now on, while it answers at all. */
    public TestHomeServer answeringStatus() {
        answersStatus = true;
        return this;
    }

    /** Asks for a change of a session that is up (RFC 5176), from its own address. */
    public synchronized Exchange authorize(int coaPort, Draft draft) {
        TestNas asker = authorizer;
        if (asker == null) {
            asker = new TestNas(address, secret, coaPort, coaPort);
            authorizer = asker;
        }
        return asker.send(draft);
    }

    /** Remembers nothing from now on: for more requests than are worth looking at. */
    public TestHomeServer forgetful() {
        remembering = false;
        return this;
    }

    /** Forgets what it received and goes back to judging by passwords. */
    public TestHomeServer reset() {
        received.clear();
        faults.clear();
        onAccess = this::judge;
        onAccounting = request -> Answer.recorded();
        silent = false;
        return this;
    }

    /** Accept where the password is right, else Reject. */
    public Answer judge(Received request) {
        String password = passwords.get(request.user());
        boolean right =
                password != null
                        && (password.equals(request.password())
                                || Chap.proves(request.packet(), password));
        return right ? Answer.accept() : Answer.reject();
    }

    /** The distinct Access-Requests so far. */
    public List<Received> accessRequests() {
        return distinct().stream().filter(Received::isAccess).toList();
    }

    /** The distinct Accounting-Requests so far. */
    public List<Received> accountingRequests() {
        return distinct().stream().filter(Received::isAccounting).toList();
    }

    /** The distinct Accounting-Requests of that Acct-Status-Type. */
    public List<Received> accounted(int status) {
        return accountingRequests().stream()
                .filter(request -> request.packet().number(Wire.ACCT_STATUS_TYPE) == status)
                .toList();
    }

    /** The distinct Status-Server requests so far, on both ports. */
    public List<Received> statusRequests() {
        return distinct().stream()
                .filter(request -> request.packet().code() == Wire.STATUS_SERVER)
                .toList();
    }

    private List<Received> distinct() {
        return datagrams().stream().filter(request -> !request.retransmission()).toList();
    }

    /**
     * Every datagram so far, retransmissions too.
     *
     * @throws AssertionError where one was not signed as it must be
     */
    public List<Received> datagrams() {
        if (!faults.isEmpty()) {
            throw new AssertionError("the home server received: " + faults);
        }
        return List.copyOf(received);
    }

    private void serve(DatagramSocket socket) {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
                socket.receive(datagram);
                byte[] octets = Arrays.copyOf(buffer, datagram.getLength());
                take(socket, octets, (InetSocketAddress) datagram.getSocketAddress());
            } catch (IOException | RejectedExecutionException e) {
                // closed, or the asker's port went away before the answer
            }
        }
    }

    private void take(DatagramSocket socket, byte[] octets, InetSocketAddress source)
            throws IOException {
        WirePacket packet;
        try {
            packet = WirePacket.parse(octets);
            checkSignature(packet);
        } catch (AssertionError e) {
            faults.add(e.getMessage() + " in " + Arrays.toString(octets));
            return;
        }
        boolean retransmission = remembering && !isFirst(source, octets);
        Received request = new Received(packet, source, secret, retransmission, System.nanoTime());
        if (remembering) {
            received.add(request);
        }
        Answer answer = silent ? Answer.silence() : answer(socket, request);
        Draft draft = answer.draft();
        if (draft == null) {
            return;
        }
        byte[] reply = draft.answer(packet, secret.getBytes(StandardCharsets.UTF_8));
        if (answer.delay().isZero()) {
            send(socket, reply, source);
        } else {
            Future<?> unused =
                    clock.schedule(
                            () -> send(socket, reply, source),
                            answer.delay().toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private Answer answer(DatagramSocket socket, Received request) {
        if (request.packet().code() == Wire.STATUS_SERVER) {
            Answer answer = socket == authentication ? Answer.accept() : Answer.recorded();
            return answersStatus ? answer : Answer.silence();
        }
        return (request.isAccess() ? onAccess : onAccounting).apply(request);
    }

    private synchronized boolean isFirst(InetSocketAddress source, byte[] octets) {
        return seen.add(source + " " + HexFormat.of().formatHex(Digests.md5(octets)));
    }

    private void checkSignature(WirePacket packet) {
        if (!packet.isGenuineRequest(secret.getBytes(StandardCharsets.UTF_8))) {
            throw new AssertionError("a request without a valid signature: " + packet);
        }
    }

    private static void send(DatagramSocket socket, byte[] octets, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(octets, octets.length, to));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (authorizer != null) {
            authorizer.close();
        }
        authentication.close();
        accounting.close();
        clock.shutdownNow();
    }
}
