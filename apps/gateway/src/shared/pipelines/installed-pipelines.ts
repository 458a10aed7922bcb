import type { BrokenPipeline, Params } from '@reprise/contracts';
import { checkParams, demoFolder, type FoundInputs, type LoadedPipelines, type Pipeline } from '@reprise/pipelines';
import { ProblemException, wrongFields } from '../http/problem.ts';

/** Bytes of parameters as JSON; with the list of inputs they must fit into an event. */
const MAX_PARAMS = 128 * 1024;

/** Pipelines of this installation, and the folders from which their inputs may come. */
export class InstalledPipelines {
  readonly all: readonly Pipeline[];
  readonly broken: readonly BrokenPipeline[];
  /** Folders of the settings and every pipeline's demo data. */
  readonly inputRoots: readonly string[];

  constructor({ pipelines, broken }: LoadedPipelines, inputRoots: readonly string[]) {
    this.all = pipelines;
    this.broken = broken;
    this.inputRoots = [...inputRoots, ...pipelines.map(demoFolder)];
  }

  /** @throws ProblemException 422 where there is none of that name */
  find(name: string): Pipeline {
    const found = this.all.find(({ manifest }) => manifest.name === name);
    if (found) return found;
    const names = this.all.map(({ manifest }) => manifest.name).join(', ');
    throw wrongFields([{ field: 'pipeline', message: `there is none named ${name}; there are: ${names || 'none'}` }]);
  }

  /** Returns the params, completed and checked. @throws ProblemException 422 naming each `params.<name>`, 413 */
  async check(pipeline: Pipeline, given: Params): Promise<{ params: Params } & FoundInputs> {
    if (Buffer.byteLength(JSON.stringify(given)) > MAX_PARAMS)
      throw new ProblemException(413, 'The parameters are too large: at most 128 KiB.');
    const checked = await checkParams(pipeline, given, this.inputRoots);
    if (!checked.ok) throw wrongFields([...checked.errors]);
    return checked;
  }
}
