package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    private World world = new World();
    private TradingCycle cycle = world.builder().build();

    @BeforeEach
    void propose() {
        world = new World();
        world.feedVenue();
        cycle = world.builder().mode(CycleMode.SEMI_AUTOMATED).build();
    }

    private Proposal proposal() {
        return cycle.runOnce().proposal().orElseThrow();
    }

    @Test
    void nothingGoesOutBeforeItIsApprovedAndThenOnce() {
        CycleReport proposed = cycle.runOnce();
        assertThat(proposed.outcome()).isEqualTo(CycleOutcome.PROPOSED);
        assertThat(world.venueLog).isEmpty();
        Proposal proposal = proposed.proposal().orElseThrow();
        assertThat(proposal.expires()).isEqualTo(world.clock.instant().plus(Duration.ofHours(1)));
        assertThat(proposed.explain()).contains("Approve with " + proposal.token());
        assertThat(cycle.state().proposals()).containsExactly(proposal);

        CycleReport report = cycle.approve(proposal.token());
        assertThat(report.id()).isEqualTo(proposed.id());
        assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(report.orderReports()).hasSize(proposal.orders().size());
        assertThat(report.events()).extracting(CycleEvent::kind).contains(CycleEvent.Kind.APPROVED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cycle.approve(proposal.token()))
                .withMessage("no proposal with token \"" + proposal.token() + "\" is pending; pending are []: a"
                        + " proposal is approved at most once, and ends when the next cycle runs");
        assertThat(world.venueLog).hasSize(proposal.orders().size());
    }

    @Test
    void aProposalExpires() {
        Proposal proposal = proposal();
        world.clock.advance(Duration.ofHours(1));
        CycleReport report = cycle.approve(proposal.token());
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.reason()).isEqualTo("the proposal expired at " + proposal.expires());
        assertThat(world.venueLog).isEmpty();
    }

    @Test
    void aLaterCycleTakesTheProposalsPlace() {
        Proposal first = proposal();
        Proposal second = proposal();
        assertThat(second.token()).isNotEqualTo(first.token());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cycle.approve(first.token()))
                .withMessageContaining("pending are [" + second.token() + "]");
        assertThat(cycle.approve(second.token()).outcome()).isEqualTo(CycleOutcome.TRADED);
    }

    @Test
    void theGateIsAskedAgainBeforeItGoesOut() {
        Proposal proposal = proposal();
        world.denies = true;
        assertThat(cycle.approve(proposal.token()).outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(world.venueLog).isEmpty();
        Proposal again = withoutDenial();
        world.fail(ComponentName.RISK, World.Fault.ERROR);
        assertThat(cycle.approve(again.token()).outcome()).isEqualTo(CycleOutcome.HALTED);
        assertThat(world.venueLog).isEmpty();
    }

    private Proposal withoutDenial() {
        world.denies = false;
        return proposal();
    }

    @Test
    void aPositionThatHasChangedSinceEndsTheProposal() {
        CycleReport report = cycle.approve(proposal().token());
        assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
        world.wanted = new double[] {0.1, 0.1, 0.1, 0.1, 0.1};
        Proposal proposal = proposal();
        world.clock.advance(Duration.ofMinutes(1));
        world.feedVenue(); // the earlier orders were cancelled by the cycle; trade something behind its back
        world.venue.submit(io.trimtab.core.cycle.port.Order.market(
                "by hand", "A", io.trimtab.core.cycle.port.OrderSide.BUY, java.math.BigDecimal.TEN));
        world.clock.advance(Duration.ofMinutes(1));
        world.feedVenue();
        CycleReport late = cycle.approve(proposal.token());
        assertThat(late.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(late.reason()).isEqualTo("the position in A has changed since the proposal, from 0 to 10");
    }

    @Test
    void aPriceThatHasGoneMissingEndsTheProposal() {
        Proposal proposal = proposal();
        world.spoil("A", world.today());
        CycleReport report = cycle.approve(proposal.token());
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.reason()).isEqualTo("there is no valid price of A any more");
    }

    @Test
    void aProposalSurvivesARestart() {
        Proposal proposal = proposal();
        TradingCycle other = world.builder()
                .mode(CycleMode.SEMI_AUTOMATED)
                .startingFrom(cycle.state())
                .build();
        assertThat(other.approve(proposal.token()).outcome()).isEqualTo(CycleOutcome.TRADED);
    }
}
