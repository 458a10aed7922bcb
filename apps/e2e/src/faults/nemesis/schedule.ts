import { durationOf, type FaultKind } from '../record/kinds.ts';

/** A drawn fault, before its victim is known. */
export interface PlannedFault {
  readonly kind: FaultKind;
  /** Milliseconds after the start of the round. */
  readonly at: number;
  /** Milliseconds until it is healed. */
  readonly duration: number;
  /** Number from 0 to 1 that chooses one of several victims. */
  readonly pick: number;
}

/** Mean time between two faults, in milliseconds. They overlap. */
const MEAN_GAP_MS = 1_000;

/**
 * Draws the faults of a round: one per second on average.
 * @param random returns numbers in [0, 1); the same numbers lead to the same faults
 */
export function drawFaults(random: () => number, kinds: readonly FaultKind[], seconds: number): PlannedFault[] {
  const faults: PlannedFault[] = [];
  for (let at = gap(random); at < seconds * 1_000; at += gap(random)) {
    const kind = drawKind(random, kinds);
    const [shortest, longest] = durationOf(kind);
    faults.push({ kind, at, duration: Math.round(shortest + (longest - shortest) * random()), pick: random() });
  }
  return faults;
}

/**
 * These stop everything for up to half a minute. Nothing else can be tried in this time, so they are a third as likely.
 */
const isHeavy = (kind: FaultKind): boolean => /-launcher$|^kill-(services|everything)$|^(disk|power)-/.test(kind);

function drawKind(random: () => number, kinds: readonly FaultKind[]): FaultKind {
  const tickets = kinds.flatMap((kind) => (isHeavy(kind) ? [kind] : [kind, kind, kind]));
  return tickets[Math.floor(random() * tickets.length)]!;
}

const gap = (random: () => number): number => Math.round(MEAN_GAP_MS * (0.3 + 1.4 * random()));
