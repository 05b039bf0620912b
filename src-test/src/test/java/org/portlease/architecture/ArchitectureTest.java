package org.portlease.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import com.tngtech.archunit.lang.syntax.elements.ClassesThat;
import java.util.stream.Stream;
import org.portlease.audit.AuditTrail;
import org.portlease.billing.InvoiceExport;

/**
 * One way down: endpoint; upkeep; admission and accounting; outbound; settlement; billing; session;
 * contract and event, which do not know each other; provider; json. Tariffs and invoices are values
 * beside the way. Only the endpoint and the demonstration see RADIUS.
 */
@AnalyzeClasses(locations = ProductClasses.class)
class ArchitectureTest {

    private static final String ENDPOINT = "org.portlease.endpoint..";
    private static final String ADMISSION = "org.portlease.admission..";
    private static final String ACCOUNTING = "org.portlease.accounting..";
    private static final String UPKEEP = "org.portlease.upkeep..";
    private static final String OUTBOUND = "org.portlease.outbound..";
    private static final String SETTLEMENT = "org.portlease.settlement..";
    private static final String BILLING = "org.portlease.billing..";
    private static final String TARIFF = "org.portlease.tariff..";
    private static final String JSON = "org.portlease.json..";
    private static final String SESSION = "org.portlease.session..";
    private static final String EVENT = "org.portlease.event..";
    private static final String CONTRACT = "org.portlease.contract..";
    private static final String PROVIDER = "org.portlease.provider..";
    private static final String INVOICE = "org.portlease.invoice..";
    private static final String EXPORT = "org.portlease.export..";
    private static final String TRACE = "org.portlease.trace..";
    private static final String SETUP = "org.portlease.setup..";
    private static final String FEED = "org.portlease.feed..";
    private static final String DEMO = "org.portlease.demo..";
    private static final String AUDIT = "org.portlease.audit..";
    private static final String LISTING = "org.portlease.listing..";
    private static final String PROVISIONING = "org.portlease.provisioning..";
    private static final String WEB = "org.portlease.web..";
    private static final String RADIUS = "org.portlease.radius..";
    private static final String PACKET = "org.portlease.radius.packet..";
    private static final String TRANSPORT = "org.portlease.radius.transport..";
    private static final String DELIVERY = "org.portlease.radius.delivery..";
    private static final String ADAPTER = "org.portlease.radius.adapter..";

    @ArchTest
    static final ArchRule theEndpointIsOnTop =
            floor(
                            ADMISSION,
                            ACCOUNTING,
                            UPKEEP,
                            OUTBOUND,
                            SETTLEMENT,
                            BILLING,
                            SESSION,
                            EVENT,
                            CONTRACT,
                            PROVIDER,
                            SETUP)
                    .resideInAPackage(ENDPOINT);

    @ArchTest
    static final ArchRule onlyTheWebListensToTheFeed =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(FEED, WEB)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(FEED);

    @ArchTest
    static final ArchRule admissionAccountingAndUpkeepAreAboveOutbound =
            floor(OUTBOUND, SETTLEMENT, BILLING, SESSION, EVENT, CONTRACT, PROVIDER)
                    .resideInAnyPackage(ADMISSION, ACCOUNTING, UPKEEP);

    @ArchTest
    static final ArchRule outboundIsAboveSettlement =
            floor(SETTLEMENT, BILLING, SESSION, EVENT, CONTRACT, PROVIDER)
                    .resideInAPackage(OUTBOUND);

    @ArchTest
    static final ArchRule settlementIsAboveBilling =
            floor(BILLING, SESSION, EVENT, CONTRACT, PROVIDER).resideInAPackage(SETTLEMENT);

    @ArchTest
    static final ArchRule billingIsAboveSession =
            floor(SESSION, EVENT, CONTRACT, PROVIDER).resideInAPackage(BILLING);

    @ArchTest static final ArchRule tariffsAreValues = values(TARIFF, JSON);

    @ArchTest static final ArchRule invoicesAreValues = values(INVOICE, JSON, PROVIDER);

    @ArchTest static final ArchRule jsonKnowsNothing = values(JSON);

    @ArchTest
    static final ArchRule upkeepIsAboveAdmissionAndAccounting =
            floor(ADMISSION, ACCOUNTING).resideInAPackage(UPKEEP);

    @ArchTest
    static final ArchRule admissionDoesNotKnowAccounting =
            floor(ADMISSION).resideInAPackage(ACCOUNTING);

    @ArchTest
    static final ArchRule accountingDoesNotKnowAdmission =
            floor(ACCOUNTING).resideInAPackage(ADMISSION);

    @ArchTest
    static final ArchRule sessionIsAboveContract =
            floor(EVENT, CONTRACT, PROVIDER).resideInAPackage(SESSION);

    @ArchTest
    static final ArchRule contractIsAboveProvider = floor(PROVIDER).resideInAPackage(CONTRACT);

    @ArchTest
    static final ArchRule theExportKnowsDocumentsAlone =
            noClasses()
                    .that()
                    .resideInAPackage(EXPORT)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("org.portlease..")
                                    .and(
                                            resideOutsideOfPackages(
                                                    EXPORT, INVOICE, CONTRACT, PROVIDER)));

    @ArchTest
    static final ArchRule tracesKnowProvidersAndPagesAlone =
            noClasses()
                    .that()
                    .resideInAPackage(TRACE)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("org.portlease..")
                                    .and(
                                            resideOutsideOfPackages(
                                                    TRACE,
                                                    PROVIDER,
                                                    LISTING,
                                                    "org.portlease.secret..")));

    @ArchTest
    static final ArchRule theAuditTrailKnowsNoTrade =
            noClasses()
                    .that()
                    .resideInAnyPackage(AUDIT, LISTING)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("org.portlease..")
                                    .and(
                                            resideOutsideOfPackages(
                                                    AUDIT,
                                                    LISTING,
                                                    JSON,
                                                    "org.portlease.secret..")));

    @ArchTest
    static final ArchRule nothingBelowKnowsWhatPeopleChange =
            floor(UPKEEP, ADMISSION, ACCOUNTING, OUTBOUND, SETTLEMENT, BILLING, SESSION, CONTRACT)
                    .resideInAnyPackage(PROVISIONING, AUDIT);

    @ArchTest
    static final ArchRule everyOperationSaysWhoMay =
            methods()
                    .that()
                    .areAnnotatedWith("jakarta.ws.rs.GET")
                    .or()
                    .areAnnotatedWith("jakarta.ws.rs.POST")
                    .or()
                    .areAnnotatedWith("jakarta.ws.rs.PATCH")
                    .or()
                    .areAnnotatedWith("jakarta.ws.rs.PUT")
                    .or()
                    .areAnnotatedWith("jakarta.ws.rs.DELETE")
                    .should()
                    .beAnnotatedWith("jakarta.annotation.security.RolesAllowed");

    /** So it is audited, done once for an Idempotency-Key, and only to what was seen. */
    @ArchTest
    static final ArchRule everythingIsChangedOneWay =
            classes()
                    .that()
                    .resideInAPackage(WEB)
                    .and(contain("POST", "PATCH", "PUT", "DELETE"))
                    .and()
                    .doNotHaveSimpleName("ExplainResource") // changes nothing
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching("org\\.portlease\\.web\\.api\\.(Changes|Imports)");

    private static DescribedPredicate<JavaClass> contain(String... verbs) {
        return DescribedPredicate.describe(
                "have operations that change something",
                type ->
                        type.getMethods().stream()
                                .anyMatch(
                                        method ->
                                                Stream.of(verbs)
                                                        .map("jakarta.ws.rs."::concat)
                                                        .anyMatch(method::isAnnotatedWith)));
    }

    @ArchTest
    static final ArchRule nothingBelowKnowsTheExport =
            floor(INVOICE, CONTRACT, PROVIDER, SESSION, OUTBOUND, ADMISSION, ACCOUNTING)
                    .resideInAPackage(EXPORT);

    @ArchTest
    static final ArchRule eventsAreAboveProviderAlone =
            floor(EVENT)
                    .resideInAnyPackage(
                            ENDPOINT,
                            ADMISSION,
                            ACCOUNTING,
                            UPKEEP,
                            OUTBOUND,
                            SESSION,
                            CONTRACT,
                            SETUP,
                            DEMO,
                            WEB);

    @ArchTest
    static final ArchRule contractAndProviderTellNothing =
            floor(CONTRACT, PROVIDER).resideInAPackage(EVENT);

    @ArchTest
    static final ArchRule onlyTheEndpointAndTheDemonstrationSeeRadius =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(RADIUS, ENDPOINT, DEMO)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(RADIUS);

    @ArchTest
    static final ArchRule theConnectorKnowsNothingOfTheTrade =
            floor(RADIUS)
                    .resideInAnyPackage(
                            ENDPOINT,
                            ADMISSION,
                            ACCOUNTING,
                            UPKEEP,
                            OUTBOUND,
                            SETTLEMENT,
                            BILLING,
                            SESSION,
                            EVENT,
                            CONTRACT,
                            PROVIDER,
                            SETUP,
                            DEMO,
                            WEB,
                            "jakarta.persistence..");

    /** Which asks a failed batch for its SQL state. */
    @ArchTest
    static final ArchRule onlyTheDeliveryHasHeardOfDatabases =
            noClasses()
                    .that()
                    .resideInAnyPackage("org.portlease.radius", PACKET, TRANSPORT, ADAPTER)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.sql..");

    @ArchTest
    static final ArchRule whatReadsOctetsDoesNoInputOrOutput =
            floor(PACKET)
                    .resideInAnyPackage(
                            "java.nio.channels..", TRANSPORT, DELIVERY, ADAPTER, "jakarta..");

    @ArchTest
    static final ArchRule whatReadsOctetsOpensNoSockets =
            floor(PACKET).haveNameMatching("java\\.net\\.(Datagram.*|.*Socket)");

    @ArchTest
    static final ArchRule theTransportRunsWithoutAContainer =
            floor(TRANSPORT).resideInAnyPackage("jakarta..", DELIVERY, ADAPTER);

    @ArchTest
    static final ArchRule theDeliveryRunsWithoutAContainer =
            floor(DELIVERY).resideInAnyPackage("jakarta..", ADAPTER);

    @ArchTest
    static final ArchRule onlyThePacketPackageSeesTinyRadius =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(PACKET, DEMO)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.tinyradius..");

    @ArchTest
    static final ArchRule tinyRadiusServesAsAModelOnly =
            floor("org.portlease..").haveNameMatching("org\\.tinyradius\\..*(Server|Client|Proxy)");

    @ArchTest
    static final ArchRule formatsKnowNoTables =
            floor("org.portlease.export..")
                    .resideInAnyPackage("java.sql..", "jakarta.persistence..", BILLING);

    @ArchTest
    static final ArchRule noApiOfOldJavaEnterpriseIsUsed =
            floor("org.portlease..")
                    .haveNameMatching(
                            "javax\\.(annotation|ejb|enterprise|inject|interceptor|jms|json"
                                    + "|persistence|resource|servlet|validation|ws)\\..*");

    /**
     * Its cursor holds a connection until it is closed, which nothing does where it is forgotten.
     */
    @ArchTest
    static final ArchRule rowsAreStreamedOnlyWhereTheStreamIsClosed =
            noClasses()
                    .that()
                    .areNotAssignableTo(AuditTrail.class)
                    .and()
                    .areNotAssignableTo(InvoiceExport.class)
                    .should()
                    .callMethodWhere(target(name("getResultStream")));

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            classes().should().haveNameNotMatching(".*(Impl|Manager|Helper|Utils?)");

    /** No class of that package knows any other of ours than those, or a table. */
    private static ArchRule values(String of, String... known) {
        String[] ours = Stream.concat(Stream.of(of), Stream.of(known)).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(of)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.portlease..").and(resideOutsideOfPackages(ours)))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..");
    }

    /** No class of those packages may depend on what follows. */
    private static ClassesThat<ClassesShouldConjunction> floor(String... packages) {
        return noClasses().that().resideInAnyPackage(packages).should().dependOnClassesThat();
    }
}
