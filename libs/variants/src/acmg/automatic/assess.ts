import { criterionCodes, type Assessment } from '../criteria.ts';
import type { Consequence } from '../genes/bcsq.ts';
import type { Transcript } from '../genes/transcript.ts';
import { proteinName } from '../names/protein-name.ts';
import type { EvidenceSources } from './evidence-sources.ts';
import { assessFrequency } from './frequency.ts';
import { assessBp7, assessLength, assessResidue } from './protein.ts';
import { assessPvs1 } from './pvs1.ts';

interface Given {
  readonly position: number;
  /** The most severe consequence; null if there is none. */
  readonly consequence: Consequence | null;
  readonly transcript: Transcript | null;
  readonly evidence: EvidenceSources;
}

const BY_PERSON = 'Left to the reviewer: nothing at hand decides it.';
const NO_CONSEQUENCE = 'The variant has no consequence in a gene.';

/**
 * Assesses every criterion that the available data can decide, in the order of the criteria. The others are not
 * assessed.
 */
export function assess({ position, consequence, transcript, evidence }: Given): Assessment[] {
  const found = consequence
    ? [
        assessPvs1({ position, consequence, transcript, lossOfFunctionGenes: evidence.lossOfFunctionGenes }),
        ...assessResidue(consequence, proteinName(consequence), evidence.residue),
        ...assessLength(consequence, evidence.isInRepeat),
        assessBp7(position, consequence, transcript),
      ]
    : (['PVS1', 'PS1', 'PM5', 'PM4', 'BP3', 'BP7'] as const).map((code): Assessment => ({
        code,
        state: 'not_met',
        reason: NO_CONSEQUENCE,
      }));
  const all = new Map([...found, ...assessFrequency(evidence)].map((each) => [each.code, each]));
  return criterionCodes.map((code) => all.get(code) ?? { code, state: 'not_assessed', reason: BY_PERSON });
}
