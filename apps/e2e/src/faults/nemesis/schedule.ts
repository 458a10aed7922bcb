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

/**
 * Draws the faults of a round. They overlap.
 * @param random returns numbers in [0, 1); the same numbers lead to the same faults
 * @param rate mean number of faults per second
 */
export function drawFaults(
  random: () => number,
  kinds: readonly FaultKind[],
  seconds: number,
  rate: number,
): PlannedFault[] {
  const faults: PlannedFault[] = [];
  const gap = () => Math.round((1_000 / rate) * (0.3 + 1.4 * random()));
  for (let at = gap(); at < seconds * 1_000; at += gap()) {
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
