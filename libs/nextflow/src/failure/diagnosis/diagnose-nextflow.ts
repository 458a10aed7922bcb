import { basename, isAbsolute } from 'node:path';
import { remedyFor } from './remedies.ts';
import type { ExplainAccess } from '../../access/access-explainer.ts';
import { compilerErrors } from '../compiler-errors.ts';
import { DISK_FULL, type Diagnosis } from './diagnosis.ts';
import { ON_NULL, ON_NULL_ADVICE } from './not-started.ts';
import { fileFailure, PLACE, type OwnFailure } from './own-failure.ts';

/**
 * Diagnoses a failure of Nextflow itself from its messages. All messages are kept, because nf-schema names one
 * samplesheet row in each.
 */
export async function diagnoseNextflow(
  failure: OwnFailure & { readonly diskFull: boolean },
  explainAccess: ExplainAccess,
): Promise<Diagnosis> {
  const { said, diskFull } = failure;
  if (diskFull) return DISK_FULL;
  return (
    remedyFor(said) ??
    (await fileFailure(failure, explainAccess)) ??
    notCompiled(said) ??
    notRead(said) ??
    refused(said) ??
    inItsTerms(said)
  );
}

const RUN = 'Nextflow could not run the pipeline';
const COMPILATION = /^- cause: (?<cause>.+?) @ line (?<line>\d+), column (?<column>\d+)\.?$/;

/** Without the script line that Nextflow quotes. */
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

const CONFIG = /^Unable to parse config file: '(?<file>.+)'$/;
const CONFIG_ERROR = /^\s*\S+: \d+: (?<cause>.+?) @ line (?<line>\d+), column (?<column>\d+)\.$/;

/** A config that the older parser cannot read. Its errors name a generated class instead of the file. */
function notRead(said: readonly string[]): Diagnosis | null {
  const { file } = CONFIG.exec(said[0] ?? '')?.groups ?? {};
  const { cause, line, column } = said.map((each) => CONFIG_ERROR.exec(each)).find(Boolean)?.groups ?? {};
  if (file === undefined || cause === undefined) return null;
  const what = `${basename(file)} cannot be read (line ${line}, column ${column})`;
  return {
    what: `${RUN}: ${what}`,
    isWhole: true,
    why: cause,
    advice: 'Correct the config',
    then: 'rerun',
    short: `${what}: ${cause}`,
  };
}

/** Errors of the strict parser. The first is the message; the lines below it contain the others. */
function refused(said: readonly string[]): Diagnosis | null {
  const [first, ...others] = compilerErrors(said);
  if (!first) return null;
  const isConfig = said[0] === 'Config parsing failed';
  const fault = isConfig ? 'cannot be read' : 'does not compile';
  const file = isAbsolute(first.file) ? basename(first.file) : first.file;
  const what = `${file} ${fault} (line ${first.line}, column ${first.column})`;
  const more = others.length === 0 ? '' : ` (and ${others.length} more ${others.length === 1 ? 'error' : 'errors'})`;
  return {
    what: `${RUN}: ${what}`,
    isWhole: true,
    why: `${first.message}${more}`,
    advice: `Correct the ${isConfig ? 'config' : 'script'}`,
    then: 'rerun',
    short: `${what}: ${first.message}`,
  };
}

function inItsTerms(said: readonly string[]): Diagnosis {
  const [first = '', second] = said;
  if (first === '')
    return {
      what: 'Nextflow ended without saying why. Its log may tell more.',
      isWhole: true,
      short: 'Nextflow ended without saying why',
    };
  const short = first.endsWith(':') && second ? `${first} ${second.trim()}` : first;
  const [, line, script] = PLACE.exec(second ?? '') ?? [];
  if (script === undefined || said.length > 2) return { what: RUN, isWhole: true, why: said.join('\n'), short };
  const advice = ON_NULL.test(first) ? ({ advice: ON_NULL_ADVICE, then: 'rerun' } as const) : {};
  return { what: RUN, isWhole: true, why: `${first} (line ${line} of ${basename(script)})`, ...advice, short };
}
