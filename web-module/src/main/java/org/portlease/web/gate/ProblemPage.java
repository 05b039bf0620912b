package org.portlease.web.gate;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The container's error page: a problem as RFC 9457 has it, where the container itself answers with
 * a fault. Never the fault's own text, which may tell of the inside.
 */
@WebServlet("/problem")
public class ProblemPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Object told = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // whoever asks for this page itself finds nothing
        Fault fault = Fault.of(told instanceof Integer status ? status : 404);
        response.setStatus(fault.status());
        response.setContentType("application/problem+json");
        response.getOutputStream().write(json(fault).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject json(Fault fault) {
        return Json.createObjectBuilder()
                .add("type", "urn:portlease:problem:" + fault.name())
                .add("title", fault.title())
                .add("status", fault.status())
                .add("detail", fault.detail())
                .build();
    }

    private record Fault(int status, String name, String title, String detail) {

        static Fault of(int status) {
            return switch (status) {
                case 401 ->
                        new Fault(
                                status,
                                "unauthenticated",
                                "Who asks?",
                                "expected the name and password, or the token, of a user, but there"
                                        + " was none that is valid");
                case 403 ->
                        new Fault(
                                status,
                                "forbidden",
                                "Not allowed",
                                "this user's roles do not allow the request");
                case 404 ->
                        new Fault(
                                status, "not-found", "Not found", "there is nothing at this path");
                case 405 ->
                        new Fault(
                                status,
                                "method-not-allowed",
                                "Method not allowed",
                                "this path does not take the request's method");
                default -> status >= 500 ? ofServer(status) : ofRequest(status);
            };
        }

        private static Fault ofServer(int status) {
            return new Fault(
                    status,
                    "fault",
                    "The server failed",
                    "the request could not be served; the server's log says why");
        }

        private static Fault ofRequest(int status) {
            return new Fault(
                    status,
                    "bad-request",
                    "The request is wrong",
                    "the server cannot take this request");
        }
    }
}
