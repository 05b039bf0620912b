package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.DailyFiles;
import org.portlease.billing.UsageFile;
import org.portlease.billing.UsageFileSums;
import org.portlease.billing.UsageStatements;
import org.portlease.web.api.Call;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;
import org.portlease.web.api.Streamed;

/** Daily files of usage, a client's contract and day each. */
@Path("usage-files")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Usage")
public class UsageFilesResource {

    private static final String KIND = "usage file";

    @Inject private Streamed streamed;
    @Inject private Call call;
    @Inject private ClientRows rows;
    @Inject private DailyFiles files;
    @Inject private UsageStatements statements;

    /** As it is shown. */
    @Schema(name = "UsageFile")
    public record View(
            @Schema(examples = "12") long id,
            @Schema(examples = "3") long contract,
            @Schema(examples = "1", description = "Its place among the contract's files")
                    int sequence,
            @Schema(examples = "2026-01-10", description = "In the contract's time zone")
                    LocalDate day,
            @Schema(examples = "2026-01-11T01:00:00Z") Instant madeAt,
            @Schema(examples = "North", description = "As it was when the file was made")
                    String provider,
            @Schema(examples = "north@virtual.example") String virtualIdentifier,
            @Schema(examples = "2") long records,
            @Schema(examples = "3660") long seconds,
            @Schema(examples = "1000") BigInteger inputOctets,
            @Schema(examples = "2000") BigInteger outputOctets,
            @Schema(
                            examples =
                                    "154198914f9826f1171a6f8ce0d83f1e2e1fc9d451fb4649970936411280989d",
                            description = "SHA-256 of all its lines but the last")
                    String sha256) {

        static View of(UsageFile file) {
            UsageFileSums sums = file.sums();
            return new View(
                    file.id(),
                    file.contractId(),
                    file.sequence(),
                    file.day(),
                    file.madeAt().orElseThrow(),
                    Objects.requireNonNullElse(file.provider(), ""),
                    Objects.requireNonNullElse(file.virtualIdentifier(), ""),
                    sums.records(),
                    sums.seconds(),
                    sums.inputOctets(),
                    sums.outputOctets(),
                    Objects.requireNonNullElse(file.sha256(), ""));
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "Daily files that have been made, by id or sorted by day")
    public List<View> list(
            @BeanParam Pages pages,
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("contract") @Nullable Long contract,
            @Parameter(description = "Of this day or later") @QueryParam("from")
                    @Nullable String from,
            @Parameter(description = "Of this day or earlier") @QueryParam("until")
                    @Nullable String until) {
        return Pages.shown(
                call,
                files.page(
                        pages.request(),
                        rows.contracts(provider, contract),
                        Asked.day("from", from),
                        Asked.day("until", until)),
                View::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "What a daily file has")
    public View get(@PathParam("id") long id) {
        return View.of(known(id));
    }

    @GET
    @Path("{id}/content")
    @Produces("text/csv")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "A daily file, the same octets each time")
    public Response content(@PathParam("id") long id) {
        UsageFile file = known(id);
        return streamed.of(
                MediaType.valueOf("text/csv"),
                "usage-" + file.contractId() + "-" + file.day() + ".csv",
                out -> statements.writeFile(id, out));
    }

    private UsageFile known(long id) {
        UsageFile file = files.find(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
        rows.check(KIND, id, file.contractId());
        return file;
    }
}
