import type { ScriptCheck, ScriptError } from '@reprise/contracts';

/** Returns the result of a compilation, as a sentence without a capital letter; null if there are no errors. */
export function compileDoubt({ nextflow_version, errors: [first, ...others] }: ScriptCheck): string | null {
  if (!first) return null;
  const more =
    others.length === 0 ? '' : ` (and ${String(others.length)} more ${others.length === 1 ? 'error' : 'errors'})`;
  return `does not compile with Nextflow ${nextflow_version}: ${placeOf(first)}: ${first.message}${more}`;
}

const placeOf = ({ file, line, column }: ScriptError): string =>
  [
    file,
    ...(line === null ? [] : [`line ${String(line)}`]),
    ...(column === null ? [] : [`column ${String(column)}`]),
  ].join(', ');
