import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Simulates a node on another machine: Reprise cannot see task processes. */
export const ANOTHER_MACHINE = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Default number of lines in each task's result. */
export const LINES = 40;

/**
 * Tasks that write `lines` lines to their result, one every `every` seconds, until the gate `all` opens. While they are
 * running, they also append to a ledger. The gate `fail-1` makes the first of them fail. `COUNT` collects and counts all
 * the lines.
 */
const script = (executor: string | null) => `
params.tasks = 4
params.lines = ${String(LINES)}
params.every = 0.1
process TICK {
  ${executor === null ? '' : `executor '${executor}'`}
  input:
  val n
  output:
  path 'lines'
  script:
  """
  line=0
  while [ \\$line -lt \${params.lines} ] || [ ! -e '\${params.folder}/all' ]; do
    line=\\$((line + 1))
    [ \\$line -gt \${params.lines} ] || echo "\${n} \\$line" >> lines
    echo "\${n} \\$line" >> '\${params.folder}/ledger'
    [ ! -e '\${params.folder}/fail-\${n}' ] || exit 1
    sleep \${params.every}
  done
  """
}
process COUNT {
  publishDir params.outdir, mode: 'copy'
  input:
  path 'lines?'
  output:
  path 'count'
  path 'all-lines'
  script:
  'cat lines* > all-lines; wc -l < all-lines > count'
}
workflow { COUNT(TICK(Channel.of(1..params.tasks)).collect()) }
`;

/** Script of the pipeline, whose config sets the executor. */
export const tickScript = (): string => script(null);

/** Writes the pipeline `ticks` for an executor to a folder. @param config additional lines of its Nextflow config */
export function writeTicks(folder: string, executor: string, config: readonly string[] = []): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'main.nf'), script(executor));
  const manifest = { name: basename(folder), script: 'main.nf', input_param: null, output_param: 'outdir' };
  writeFileSync(join(folder, 'reprise.json'), JSON.stringify(manifest));
  const lines = [
    "executor.pollInterval = '1 sec'",
    "executor.queueStatInterval = '2 sec'",
    "executor.exitReadTimeout = '30 sec'",
    ...config,
  ];
  writeFileSync(join(folder, 'nextflow.config'), `${lines.join('\n')}\n`);
}
