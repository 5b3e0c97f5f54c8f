package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.expectedReturn;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.linear;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.ExpectedReturns;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each mistake gets one message that names the thing, its value and the remedy. */
@SuppressWarnings("NullAway") // null arguments are given on purpose
class MisuseTest {
    private final Universe universe = DenseRisk.universe(2);
    private final Universe other = Universe.of("A0", "B1");
    private final DenseRisk risk = new DenseRisk(2, new double[] {1, 0, 0, 1});
    private final PortfolioProblem problem = PortfolioProblem.over(universe).minimize(variance(risk));

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    @Test
    void mixedUniversesAreRefusedByTheFirstIdThatDiffers() {
        String difference = " belongs to another universe: at position 1 it has \"B1\" where \"A1\" is expected";
        refused(
                () -> PortfolioProblem.over(other).minimize(variance(risk)),
                "the risk model of \"variance\" belongs to another universe: at position 1 it has \"A1\" where \"B1\" is"
                        + " expected");
        refused(() -> utility(ExpectedReturns.of(other, 1, 1), risk, 1), "expectedReturns" + difference);
        refused(
                () -> problem.subjectTo(
                        expectedReturn(ExpectedReturns.of(other, 1, 1)).atLeast(1)),
                "expectedReturns" + difference);
        refused(
                () -> problem.subjectTo(linear("beta", Weights.equal(other)).atMost(1)),
                "coefficients of \"beta\"" + difference);
        refused(() -> problem.subjectTo(bounds(Weights.none(other), Weights.equal(other))), "bounds" + difference);
        refused(() -> bounds(Weights.none(universe), Weights.equal(other)), "upper" + difference);
        refused(() -> problem.warmStartedFrom(Weights.equal(other)), "the weights to start from" + difference);
    }

    @Test
    void groupsNameTheAssetThatIsUnknownOrRepeated() {
        refused(
                () -> problem.subjectTo(group("tech", "A0", "SAP").atMost(0.3)),
                "group \"tech\" has the asset \"SAP\", which is not in the universe of the problem, Universe[A0, A1]");
        refused(() -> group("tech"), "group \"tech\" must have at least one asset, was empty");
        refused(() -> group("tech", "A0", "A0"), "group \"tech\" must have each asset once, but has \"A0\" twice");
        refused(() -> group(" ", "A0"), "name must not be blank, was \" \"");
    }

    @Test
    void boundsMustBeFiniteAndInOrder() {
        refused(() -> maxWeight(Double.NaN), "cap must be finite, was NaN");
        refused(() -> minWeight(Double.NEGATIVE_INFINITY), "floor must be finite, was -Infinity");
        refused(() -> budget(Double.NaN), "value of \"budget\" must be finite, was NaN");
        refused(() -> bounds("A0", Double.NaN, 1), "lower bound of A0 must be finite, was NaN");
        refused(() -> bounds("A0", 0, Double.NaN), "upper bound of A0 must be finite, was NaN");
        refused(() -> bounds("A0", 0.3, 0.2), "bounds of A0 must be in order, lower <= upper, were 0.3 and 0.2");
        refused(
                () -> bounds(Weights.of(universe, 0, 1), Weights.of(universe, 1, 0.5)),
                "bounds of A1 must be in order, lower <= upper, were 1 and 0.5");
        refused(
                () -> group("tech", "A0").between(0.3, 0.2),
                "limits of \"tech\" must be in order, lower <= upper, were 0.3 and 0.2");
        refused(() -> group("tech", "A0").atMost(Double.NaN), "limit of \"tech\" must be finite, was NaN");
        refused(() -> group("tech", "A0").atLeast(Double.NaN), "limit of \"tech\" must be finite, was NaN");
        refused(() -> group("tech", "A0").between(Double.NaN, 1), "lower limit of \"tech\" must be finite, was NaN");
    }

    @Test
    void namesAreUnique() {
        refused(
                () -> problem.subjectTo(maxWeight(0.1), longOnly(), maxWeight(0.2)),
                "two constraints are named \"max weight\" (max weight 0.1, max weight 0.2): combine them, or rename one"
                        + " with named(...)");
        PortfolioProblem renamed =
                problem.subjectTo(maxWeight(0.1), maxWeight(0.2).named("soft cap"));
        assertThat(renamed.constraints()).extracting(Constraint::name).containsExactly("max weight", "soft cap");
        assertThat(renamed.constraints()).extracting(Constraint::description).contains("soft cap 0.2");
        refused(() -> maxWeight(1).named(""), "name must not be blank, was \"\"");
        refused(
                () -> renamed.without("turnover"),
                "there is no constraint named \"turnover\"; there are [max weight, soft cap]");
    }

    @Test
    void objectivesGoTheRightWayAndMustBeThere() {
        ExpectedReturns mu = ExpectedReturns.of(universe, 0.1, 0.2);
        refused(
                () -> problem.minimize(utility(mu, risk, 1)),
                "objective \"utility\" is to be maximised: use maximize(...)");
        refused(() -> problem.maximize(variance(risk)), "objective \"variance\" is to be minimised: use minimize(...)");
        refused(() -> utility(mu, risk, 0), "riskAversion must be positive and finite, was 0.0");
        refused(() -> utility(mu, risk, Double.NaN), "riskAversion must be positive and finite, was NaN");
        assertThatIllegalStateException()
                .isThrownBy(() -> PortfolioProblem.over(universe)
                        .subjectTo(fullyInvested())
                        .solve())
                .withMessage("the problem has no objective: say minimize(variance(risk)) or maximize(utility(mu, risk,"
                        + " 3)) first");
        assertThatIllegalStateException()
                .isThrownBy(() -> problem.resolver().resolve(new double[2]))
                .withMessage("the objective \"variance\" has no expected returns: only utility can be solved again for"
                        + " others");
    }

    @Test
    void limitsAndInputsOfWorkspacesAreChecked() {
        refused(() -> problem.timeLimit(Duration.ZERO), "time limit must be positive, was PT0S");
        refused(() -> problem.iterationLimit(-1), "iteration limit must be at least 0, was -1");
        Resolver resolver = problem.maximize(utility(ExpectedReturns.of(universe, 0.1, 0.2), risk, 1))
                .subjectTo(fullyInvested())
                .resolver();
        refused(() -> resolver.resolve(new double[3]), "expectedReturns must have length 2, had 3");
        refused(() -> resolver.resolve(new double[] {0, Double.NaN}), "expected return of A1 must be finite, was NaN");
        refused(() -> resolver.weightsInto(new double[1]), "out must have length 2, had 1");
        Optimal best = problem.subjectTo(fullyInvested()).solve().optimalOrThrow();
        refused(() -> best.shadowPrice("tech"), "there is no constraint named \"tech\"; there are [fully invested]");
        refused(() -> best.explain("SAP"), "asset \"SAP\" is not in the universe of 2 assets [A0, A1]");
    }

    @Test
    void aHostsOwnConstraintIsCheckedLikeOurs() {
        refused(
                () -> problem.subjectTo(own((u, form) -> form.atMost(0, Double.NaN))),
                "upper bound of A0 in \"own\" must be finite, was NaN");
        refused(
                () -> problem.subjectTo(own((u, form) -> form.atLeast(1, Double.NaN))),
                "lower bound of A1 in \"own\" must be finite, was NaN");
        refused(
                () -> problem.subjectTo(own((u, form) -> form.row(new double[3], 0, 1))),
                "coefficients of \"own\" must have length 2, had 3");
        refused(
                () -> problem.subjectTo(own((u, form) -> form.row(new double[] {1, Double.NaN}, 0, 1))),
                "coefficient of A1 in \"own\" must be finite, was NaN");
        refused(
                () -> problem.subjectTo(own((u, form) -> form.row(new double[2], 1, 0))),
                "bounds of \"own\" must be in order, lower <= upper, were 1 and 0");
    }

    private static Constraint own(NamedConstraint.Meaning meaning) {
        return new Constraint() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public String description() {
                return "own rule";
            }

            @Override
            public void describe(Universe over, LinearForm form) {
                meaning.describe(over, form);
            }
        };
    }

    @Test
    void nullIsRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> PortfolioProblem.over(null))
                .withMessage("universe");
        assertThatNullPointerException()
                .isThrownBy(() -> problem.minimize(null))
                .withMessage("objective");
        assertThatNullPointerException().isThrownBy(() -> variance(null)).withMessage("riskModel");
        assertThatNullPointerException()
                .isThrownBy(() -> utility(null, risk, 1))
                .withMessage("expectedReturns");
        assertThatNullPointerException().isThrownBy(() -> expectedReturn(null)).withMessage("expectedReturns");
        assertThatNullPointerException().isThrownBy(() -> linear("x", null)).withMessage("coefficients");
        assertThatNullPointerException().isThrownBy(() -> problem.subjectTo((List<Constraint>) null));
    }
}
