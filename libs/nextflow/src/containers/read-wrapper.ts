import { join } from 'node:path';
import { readText } from '../files/read-text.ts';

/** Program with which a wrapper starts a container. */
export type ContainerTool = 'docker' | 'podman' | 'apptainer' | 'singularity';

/** Facts from a task's wrapper, `.command.run`. */
export interface Wrapper {
  /** Program that starts the task's container on any machine; null if there is no container. */
  readonly tool: ContainerTool | null;
  /** Whether it is called by `sudo`. */
  readonly bySudo: boolean;
  /** Image name in Nextflow; null if there is none. */
  readonly image: string | null;
  /**
   * Batch scheduler that runs the wrapper, by Nextflow's executor name. In that case the container is on another
   * machine.
   */
  readonly scheduler: string | null;
}

const WRAPPER_BYTES = 64 * 1024;
const RUN = /^\s*(sudo )?(docker|podman) run (.*)/m;
const EXEC = /^\s*(?:.* )?(apptainer|singularity) (?:exec|run) (.*)/m;
/** Metadata that Nextflow writes since 23.10. */
const IMAGE = /^### container: '(.+)'$/m;
/**
 * Positions in wrappers of earlier releases: after the container's name for Docker and Podman, otherwise before the
 * shell.
 */
const IMAGE_AFTER_NAME = /--name \S+ (\S+)/;
const IMAGE_BEFORE_SHELL = /(\S+) \/bin\/(?:ba)?sh /;
const SCHEDULERS = [
  [/^#SBATCH /m, 'slurm'],
  [/^#PBS /m, 'pbs'],
  [/^#BSUB /m, 'lsf'],
  [/^#\$ /m, 'sge'],
] as const;

/** Reads a task's wrapper. Returns an empty object if it does not exist. */
export async function readWrapper(taskDir: string): Promise<Wrapper> {
  const text = (await readText(join(taskDir, '.command.run'), 0, WRAPPER_BYTES).catch(() => null))?.text ?? '';
  const [, sudo, engine, options = ''] = RUN.exec(text) ?? [];
  const [, tool, words = ''] = EXEC.exec(text) ?? [];
  const image = IMAGE.exec(text) ?? (engine ? IMAGE_AFTER_NAME.exec(options) : IMAGE_BEFORE_SHELL.exec(words));
  return {
    tool: ((engine ?? tool) as ContainerTool | undefined) ?? null,
    bySudo: sudo !== undefined,
    image: image?.[1] ?? null,
    scheduler: SCHEDULERS.find(([header]) => header.test(text))?.[1] ?? null,
  };
}
