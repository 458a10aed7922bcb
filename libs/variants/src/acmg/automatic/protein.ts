import type { Assessment } from '../criteria.ts';
import type { Consequence } from '../genes/bcsq.ts';
import { exonsInOrder, type Transcript } from '../genes/transcript.ts';
import type { ResidueEntry } from './evidence-sources.ts';

const INFRAME = ['inframe_insertion', 'inframe_deletion', 'inframe_altering'];

/** Assesses PM4 and BP3, which concern in-frame changes of length. Source: Richards 2015. */
export function assessLength({ terms }: Consequence, isInRepeat: boolean | null): Assessment[] {
  const no = (code: 'PM4' | 'BP3', reason: string): Assessment => ({ code, state: 'not_met', reason });
  if (terms.includes('stop_lost'))
    return [
      {
        code: 'PM4',
        state: 'met',
        strength: 'moderate',
        reason: 'The stop codon is lost: the protein becomes longer.',
      },
      no('BP3', 'It is not an in-frame indel.'),
    ];
  if (!terms.some((term) => INFRAME.includes(term)))
    return [
      no('PM4', 'It does not change the length of the protein in frame.'),
      no('BP3', 'It is not an in-frame indel.'),
    ];
  if (isInRepeat === null)
    return (['PM4', 'BP3'] as const).map((code) => ({
      code,
      state: 'not_assessed',
      reason: 'No list of repeats was given.',
    }));
  return isInRepeat
    ? [
        no('PM4', 'The in-frame indel is in a repeat.'),
        {
          code: 'BP3',
          state: 'met',
          strength: 'supporting',
          reason: 'The in-frame indel is in a repeat. Its function needs to be checked.',
        },
      ]
    : [
        { code: 'PM4', state: 'met', strength: 'moderate', reason: 'An in-frame indel outside the listed repeats.' },
        no('BP3', 'The in-frame indel is in no listed repeat.'),
      ];
}

/**
 * Assesses BP7: synonymous, except for the first base and the last three bases of an exon; or intronic, from +7
 * onward and up to -21. Source: Walker 2023 (doi:10.1016/j.ajhg.2023.06.002).
 */
export function assessBp7(position: number, { terms }: Consequence, transcript: Transcript | null): Assessment {
  const no = (reason: string): Assessment => ({ code: 'BP7', state: 'not_met', reason });
  const isSynonymous = terms.includes('synonymous');
  if (terms.includes('splice_donor') || terms.includes('splice_acceptor')) return no('It is in a splice site.');
  if (!isSynonymous && !terms.includes('intron')) return no('It is neither synonymous nor intronic.');
  if (terms.includes('splice_region')) return no('It is in a splice region.');
  if (!transcript)
    return { code: 'BP7', state: 'not_assessed', reason: 'The transcript is not among the genes of the job.' };
  const place = placeInExons(transcript, position);
  if (isSynonymous)
    return place.isExonEdge
      ? no('It changes the first base or one of the last three bases of an exon.')
      : { code: 'BP7', state: 'met', strength: 'supporting', reason: 'Synonymous, and not at the edge of an exon.' };
  return place.isDeepIntronic
    ? { code: 'BP7', state: 'met', strength: 'supporting', reason: 'Intronic, from +7 on and before -20.' }
    : no('It is within 6 bases after or 20 bases before an exon.');
}

function placeInExons(transcript: Transcript, position: number): { isExonEdge: boolean; isDeepIntronic: boolean } {
  const forward = transcript.strand === '+';
  let isDeepIntronic = true;
  for (const { start, end } of exonsInOrder(transcript)) {
    const [fromFirst, toLast] = forward ? [position - start, end - position] : [end - position, position - start];
    if (fromFirst >= 0 && toLast >= 0) return { isExonEdge: fromFirst === 0 || toLast < 3, isDeepIntronic: false };
    if ((toLast < 0 && toLast > -7) || (fromFirst < 0 && fromFirst > -21)) isDeepIntronic = false;
  }
  return { isExonEdge: false, isDeepIntronic };
}

/** Assesses PS1 and PM5 from pathogenic variants at the same amino acid. Source: Richards 2015. */
export function assessResidue(
  { terms }: Consequence,
  protein: string | null,
  entries: readonly ResidueEntry[] | null,
): Assessment[] {
  const codes = ['PS1', 'PM5'] as const;
  if (!terms.includes('missense') || protein === null)
    return codes.map((code) => ({ code, state: 'not_met', reason: 'It is not a missense variant.' }));
  if (!entries)
    return codes.map((code) => ({
      code,
      state: 'not_assessed',
      reason: 'No ClinVar annotated with the genes of the job was given.',
    }));
  const known = entries.filter(({ isPathogenic, isSameVariant }) => isPathogenic && !isSameVariant);
  const same = known.find((each) => each.protein === protein);
  const other = known.find((each) => each.protein !== protein);
  return [
    same
      ? {
          code: 'PS1',
          state: 'met',
          strength: 'strong',
          reason: `Another change of the DNA to ${same.protein} is pathogenic in ClinVar.`,
        }
      : {
          code: 'PS1',
          state: 'not_met',
          reason: 'ClinVar lists no other pathogenic change of the DNA to the same amino acid.',
        },
    other
      ? { code: 'PM5', state: 'met', strength: 'moderate', reason: `${other.protein} is pathogenic in ClinVar.` }
      : { code: 'PM5', state: 'not_met', reason: 'ClinVar lists no other pathogenic missense change at this residue.' },
  ];
}
