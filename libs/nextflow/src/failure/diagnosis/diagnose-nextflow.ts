import { basename } from 'node:path';
import { remedyFor } from '../remedies.ts';
import type { ExplainAccess } from '../../access/access-explainer.ts';
import { DISK_FULL, type Diagnosis } from './diagnosis.ts';
import { fileFailure, type OwnFailure } from './own-failure.ts';

/** Finds out why Nextflow itself failed, by its words; they are kept whole: nf-schema names a row of a samplesheet in each. */
export async function diagnoseNextflow(
  failure: OwnFailure & { readonly diskFull: boolean },
  explainAccess: ExplainAccess,
): Promise<Diagnosis> {
  const { said, diskFull } = failure;
  if (diskFull) return DISK_FULL;
  return remedyFor(said) ?? (await fileFailure(failure, explainAccess)) ?? notCompiled(said) ?? inItsWords(said);
}

const RUN = 'Nextflow could not run the pipeline';
const COMPILATION = /^- cause: (?<cause>.+?) @ line (?<line>\d+), column (?<column>\d+)\.?$/;

/** The line of the script that Nextflow quotes stays out. */
function notCompiled(said: readonly string[]): Diagnosis | null {
  if (said[0] !== 'Script compilation error') return null;
  const file = said.map((line) => /^- file : (.+)$/.exec(line)?.[1]).find(Boolean);
  const { cause, line, column } = said.map((each) => COMPILATION.exec(each)).find(Boolean)?.groups ?? {};
  if (file === undefined || cause === undefined) return null;
  const what = `${basename(file)} does not compile (line ${line}, column ${column})`;
  return {
    what: `${RUN}: ${what}`,
    isWhole: true,
    why: cause,
    advice: 'Correct the script',
    then: 'rerun',
    short: `${what}: ${cause}`,
  };
}

function inItsWords(said: readonly string[]): Diagnosis {
  const [first = '', second] = said;
  if (first === '')
    return {
      what: 'Nextflow ended without saying why. Its log may tell more.',
      isWhole: true,
      short: 'Nextflow ended without saying why',
    };
  const short = first.endsWith(':') && second ? `${first} ${second.trim()}` : first;
  return { what: RUN, isWhole: true, why: said.join('\n'), short };
}
