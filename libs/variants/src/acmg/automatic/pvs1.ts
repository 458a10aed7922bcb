import type { Assessment, Strength } from '../criteria.ts';
import type { Consequence } from '../genes/bcsq.ts';
import {
  codingBasesOf,
  codingLength,
  codingStart,
  exonsInOrder,
  lastJunction,
  spliceSiteExon,
  type Transcript,
} from '../genes/transcript.ts';
import { newStop, proteinChange } from '../names/protein-name.ts';

/** Bases before the last junction within which a new stop escapes nonsense-mediated decay. */
const ESCAPE_BASES = 50;
/** Part of the protein whose loss is strong evidence. */
const LARGE_PART = 0.1;
const NULL_TERMS = ['stop_gained', 'frameshift', 'splice_donor', 'splice_acceptor', 'start_lost'] as const;

interface Given {
  readonly position: number;
  readonly consequence: Consequence;
  readonly transcript: Transcript | null;
  readonly lossOfFunctionGenes: ReadonlySet<string> | null;
}

/**
 * Assesses PVS1 with ClinGen's decision tree, as far as the available data allow: mechanism of the gene,
 * nonsense-mediated decay, lost part of the protein. The reviewer has to assess whether that part is critical, and
 * other transcripts. Source: Abou Tayoun 2018 (doi:10.1002/humu.23626), figure 1.
 */
export function assessPvs1({ position, consequence, transcript, lossOfFunctionGenes }: Given): Assessment {
  const term = NULL_TERMS.find((each) => consequence.terms.includes(each));
  if (!term) return { code: 'PVS1', state: 'not_met', reason: 'It is not a null variant.' };
  if (!lossOfFunctionGenes)
    return notAssessed('No list of genes in which loss of function is a mechanism of disease was given.');
  if (!lossOfFunctionGenes.has(consequence.gene))
    return {
      code: 'PVS1',
      state: 'not_met',
      reason: `Loss of function is not listed as a mechanism of disease for ${consequence.gene}.`,
    };
  if (term === 'start_lost')
    return met(
      'supporting',
      'The start codon is lost. Whether another one is used, and pathogenic variants before it, need to be checked.',
    );
  if (!transcript) return notAssessed('The transcript is not among the genes of the job.');
  return term === 'stop_gained' || term === 'frameshift'
    ? ofStop(consequence, transcript)
    : ofSpliceSite(position, transcript);
}

function ofStop({ aminoAcids }: Consequence, transcript: Transcript): Assessment {
  const change = proteinChange(aminoAcids);
  const stop = change && newStop(change);
  if (!change || stop === null) return notAssessed('The place of the new stop is not known.');
  const firstBase = codingStart(transcript) + (stop - 1) * 3;
  if (isDecayed(transcript, firstBase))
    return met(
      'very_strong',
      `The new stop at amino acid ${String(stop)} is expected to cause nonsense-mediated decay.`,
    );
  const lost = 1 - (change.position - 1) / (codingLength(transcript) / 3);
  return ofLostPart(lost, `The new stop at amino acid ${String(stop)} is expected to escape nonsense-mediated decay`);
}

function ofSpliceSite(position: number, transcript: Transcript): Assessment {
  const found = spliceSiteExon(transcript, position);
  if (!found) return notAssessed('The splice site is not one of this transcript.');
  const exons = exonsInOrder(transcript);
  const skipped = exons[found.exon]!;
  const bases = codingBasesOf(transcript, skipped);
  const named = `Exon ${String(found.exon + 1)} of ${String(exons.length)}`;
  if (bases === 0) return notAssessed(`${named} holds no coding bases.`);
  const end = exons.slice(0, found.exon + 1).reduce((sum, each) => sum + each.end - each.start + 1, 0);
  if (bases % 3 !== 0 && found.exon < exons.length - 1 && isDecayed(transcript, end))
    return met(
      'very_strong',
      `${named} is expected to be skipped, which shifts the frame and causes nonsense-mediated decay.`,
    );
  return ofLostPart(
    bases / codingLength(transcript),
    `${named} is expected to be skipped without nonsense-mediated decay`,
  );
}

const isDecayed = (transcript: Transcript, place: number): boolean => {
  const junction = lastJunction(transcript);
  return junction !== null && place <= junction - ESCAPE_BASES;
};

function ofLostPart(part: number, why: string): Assessment {
  const percent = `${String(Math.round(part * 100))} % of the protein is lost`;
  const rest = 'Whether that part is critical needs to be checked.';
  return met(part > LARGE_PART ? 'strong' : 'moderate', `${why}; ${percent}. ${rest}`);
}

const met = (strength: Strength, reason: string): Assessment => ({ code: 'PVS1', state: 'met', strength, reason });
const notAssessed = (reason: string): Assessment => ({ code: 'PVS1', state: 'not_assessed', reason });
