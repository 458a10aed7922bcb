import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isFile } from '../read-schema.ts';
import { withoutComments } from '../schema/pipeline-config.ts';

/** Module name in Nextflow's registry, as for `nextflow module run`. Source: ModuleReference of Nextflow 26.08. */
const REFERENCE = /^[a-z0-9][a-z0-9._-]*\/[a-z][a-z0-9._-]*(?:\/[a-z][a-z0-9._-]*)*$/;
const ADVICE =
  'Reprise runs pipelines, not modules (nextflow module run): include it in a script with a workflow, and name that';

/**
 * Returns why a script cannot be run because it is a module (a single process for inclusion); null if it is not.
 * @param given as in the manifest
 * @param script its path
 */
export function refuseModule(given: string, script: string): string | null {
  if (!isFile(script))
    return REFERENCE.test(given) && !given.endsWith('.nf')
      ? `is ${given}, a module of Nextflow's registry. ${ADVICE}`
      : null;
  // Scripts of DSL 1 have no workflow either, but a module has a description file.
  if (!isFile(join(dirname(script), 'meta.yml'))) return null;
  const code = withoutComments(readFileSync(script, 'utf8'));
  const isModule = /^[ \t]*process\s+\w+\s*\{/m.test(code) && !/^[ \t]*workflow\b[^{\n]*\{/m.test(code);
  return isModule ? `is a module: it has a process and no workflow. ${ADVICE}` : null;
}
