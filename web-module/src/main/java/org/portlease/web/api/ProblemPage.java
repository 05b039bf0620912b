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
                        Json.text(Problem.of(fault, fault.usual()))
                                .getBytes(StandardCharsets.UTF_8));
    }
}
