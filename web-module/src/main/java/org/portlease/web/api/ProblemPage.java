package org.portlease.web.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The container's error page, where no resource has seen the request: without a user, without a
 * path. Tells the fault as resources do, and nothing of its inside.
 */
@WebServlet("/problem")
public class ProblemPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Object told = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // whoever asks for this page itself finds nothing
        int status = told instanceof Integer known ? known : Fault.NOT_FOUND.status();
        Fault fault = Fault.of(status).orElse(status < 500 ? Fault.MALFORMED : Fault.INTERNAL);
        response.setStatus(fault.status());
        response.setContentType(Problem.JSON);
        response.getOutputStream()
                .write(
                        Json.text(Problem.of(fault, detail(fault)))
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static String detail(Fault fault) {
        return switch (fault) {
            case UNAUTHENTICATED ->
                    "expected the name and password, or the token, of a user, but none was valid";
            case FORBIDDEN -> "this user may not do that";
            case NOT_FOUND -> "there is nothing at this path";
            case METHOD_NOT_ALLOWED -> "this path does not take the request's method";
            case INTERNAL -> "the server's log says more";
            default -> "the server does not take this request";
        };
    }
}
