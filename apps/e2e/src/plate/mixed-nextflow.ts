import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureNextflow, thisMachine } from '@reprise/setup';
import { bundledNextflow } from '@reprise/simulated-nextflow';

const root = join(import.meta.dirname, '../../../..');
const simulated = join(import.meta.dirname, '../../plate/simulated');
/** Folder beside a sample's reads. Its files are the results of a simulated run. */
export const RESULTS = 'results';

/**
 * Path of an executable that runs the real Nextflow, except for samples with a folder `results`: these are run by the
 * simulated one, which takes a tenth of the processor time.
 */
export async function mixedNextflow(): Promise<string> {
  const [real, simulation] = await Promise.all([ensureNextflow(thisMachine(), () => undefined), bundledNextflow()]);
  const folder = join(root, 'dist/mixed-nextflow');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'nextflow');
  writeFileSync(file, script(real, simulation));
  chmodSync(file, 0o755);
  return file;
}

/** `nextflow log` is called in the launch dir of a run. A launch dir that a simulated run has used is marked. */
const script = (real: string, simulation: string): string => `#!/bin/sh
for word; do
    [ "$last" = -params-file ] && params=$word
    last=$word
done
value() { sed -n 's/.*"'"$1"'": *"\\([^"]*\\)".*/\\1/p' "$params"; }
if [ -n "$params" ]; then
    input=$(value input_dir) output=$(value output_dir)
    [ -d "$input/${RESULTS}" ] || exec '${real}' "$@"
    mkdir -p "$output" && cp -R "$input/${RESULTS}/." "$output" && : > .simulated
    for word; do
        shift
        case $word in */main.nf) word='${simulated}/main.nf' ;; esac
        set -- "$@" "$word"
    done
fi
[ -e .simulated ] && exec '${simulation}' "$@"
exec '${real}' "$@"
`;
