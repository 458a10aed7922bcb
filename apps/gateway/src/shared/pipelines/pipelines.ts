import type { BrokenPipeline, Params } from '@reprise/contracts';
import { checkParams, demoFolder, type FoundInputs, type LoadedPipelines, type Pipeline } from '@reprise/pipelines';
import { ProblemException, wrongFields } from '../http/problem.ts';

/** Bytes of parameters as JSON; with the list of inputs they must fit into an event. */
const MOST_PARAMS = 128 * 1024;

/** The pipelines of this installation, and the folders from which their inputs may come. */
export class Pipelines {
  readonly all: readonly Pipeline[];
  readonly broken: readonly BrokenPipeline[];
  /** The folders of the settings and every pipeline's demo data. */
  readonly inputRoots: readonly string[];

  constructor({ pipelines, broken }: LoadedPipelines, inputRoots: readonly string[]) {
    this.all = pipelines;
    this.broken = broken;
    this.inputRoots = [...inputRoots, ...pipelines.map(demoFolder)];
  }

  /** @throws ProblemException 422 on `pipeline`: there is none of that name */
  find(name: string): Pipeline {
    const found = this.all.find(({ manifest }) => manifest.name === name);
    if (found) return found;
    const names = this.all.map(({ manifest }) => manifest.name).join(', ');
    throw wrongFields([{ field: 'pipeline', message: `there is none named ${name}; there are: ${names || 'none'}` }]);
  }

  /** The params complete and checked. @throws ProblemException 422 naming each `params.<name>`, 413 */
  async check(pipeline: Pipeline, given: Params): Promise<{ params: Params } & FoundInputs> {
    if (Buffer.byteLength(JSON.stringify(given)) > MOST_PARAMS)
      throw new ProblemException(413, 'The parameters are too large: at most 128 KiB.');
    const checked = await checkParams(pipeline, given, this.inputRoots);
    if (!checked.ok) throw wrongFields([...checked.errors]);
    return checked;
  }
}
