import { atOnce } from '../at-once.ts';
import { ensureJava } from './java.ts';
import type { Machine } from '../machine.ts';
import { chooseNextflow, ensureNextflow } from './nextflow/ensure-nextflow.ts';
import { choosePipelineTools, ensurePipelineTools } from './pipeline-tools.ts';
import type { Say } from '../run-step.ts';

/**
 * Ensures that jobs can run: Java, Nextflow and the exome pipeline's tools. Tools that need manual installation are
 * reported but not awaited, because a lab's own pipelines may use containers.
 * @returns the path of nextflow
 * @throws SetupError
 */
export async function ensureRuntime(machine: Machine, say: Say): Promise<string> {
  // A configured Nextflow may have its own Java, or need none.
  if (chooseNextflow(machine).from !== 'setting') await ensureJava(machine, say);
  const tools = choosePipelineTools(machine);
  if (tools.from === 'nowhere') say(tools.advice);
  const wanted = tools.from === 'nowhere' ? Promise.resolve() : ensurePipelineTools(machine, say);
  const [nextflow] = await atOnce(ensureNextflow(machine, say), wanted);
  return nextflow;
}
