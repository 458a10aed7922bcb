import { askTool } from '../ask-tool.ts';

/** Defaults of Slurm's tools that would hide jobs or select a different cluster. */
const MISLEADING = /^(?:SQUEUE|SCANCEL|SCONTROL)_|^SLURM_(?:CLUSTERS|FILTER_\w+)$/;

/**
 * Runs a Slurm tool and returns its output.
 * @throws Error if the tool failed or did not answer; the message is a sentence without a full stop
 */
export function runTool(tool: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return askTool(tool, args, Object.fromEntries(Object.entries(env).filter(([name]) => !MISLEADING.test(name))));
}
