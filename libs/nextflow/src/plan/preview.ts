import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseErrorReport } from '../failure/error-report.ts';
import { parseMermaid } from './mermaid.ts';

export interface PreviewSpec {
  nextflow: string;
  script: string;
  paramsFile: string;
  /** A folder of its own (a preview opens a session): made if missing. */
  folder: string;
  env: Readonly<Record<string, string>>;
  timeoutMs: number;
}

/** The steps in the pipeline's order, by full process name, and which feeds which. */
export interface Plan {
  steps: string[];
  edges: [string, string][];
}

export type Previewed = { status: 'planned'; plan: Plan } | { status: 'failed'; reason: string };

/** Asks Nextflow for the steps without running any. Never throws: a plan is a comfort. Steps without channels are not in it. */
export async function preview(spec: PreviewSpec): Promise<Previewed> {
  const graph = join(spec.folder, 'plan.mmd');
  try {
    await mkdir(spec.folder, { recursive: true });
    const failure = await runPreview(spec, graph);
    if (failure) return { status: 'failed', reason: failure };
    const plan = parseMermaid(await readFile(graph, 'utf8'));
    return plan.steps.length > 0 ? { status: 'planned', plan } : { status: 'failed', reason: 'the graph has no step' };
  } catch (error) {
    return { status: 'failed', reason: (error as Error).message };
  }
}

/** Null where it went well. */
function runPreview(
  { nextflow, script, paramsFile, folder, env, timeoutMs }: PreviewSpec,
  graph: string,
): Promise<string | null> {
  const args = [
    ...['-log', join(folder, 'nextflow.log'), 'run', script, '-preview'],
    ...['-with-dag', graph, '-params-file', paramsFile, '-work-dir', join(folder, 'work'), '-ansi-log', 'false'],
  ];
  const options = { cwd: folder, env, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 16 << 20 } as const;
  return new Promise((resolve) => {
    execFile(nextflow, args, options, (error, stdout, stderr) => {
      if (!error) resolve(null);
      else if (error.killed) resolve(`the preview took longer than ${timeoutMs} ms`);
      else resolve(parseErrorReport(`${stdout}\n${stderr}`)?.errorLines.join('\n') ?? error.message);
    });
  });
}
