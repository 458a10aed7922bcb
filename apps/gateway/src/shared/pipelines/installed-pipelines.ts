import type { BrokenPipeline, Params } from '@reprise/contracts';
import {
  checkParams,
  demoFolder,
  type CheckedParams,
  type FieldError,
  type FoundInputs,
  type Pipeline,
  type PipelineFolders,
} from '@reprise/pipelines';
import { ProblemException, wrongFields } from '../http/problem.ts';

/** Bytes of parameters as JSON; with the list of inputs they must fit into an event. */
const MAX_PARAMS = 128 * 1024;

/** Pipelines of this installation as they are now, and where their inputs may come from. */
export class InstalledPipelines {
  constructor(
    private readonly folders: PipelineFolders,
    private readonly allowed: { readonly inputRoots: readonly string[]; readonly inputSchemes: readonly string[] },
  ) {}

  get all(): readonly Pipeline[] {
    return this.folders.current().pipelines;
  }

  get broken(): readonly BrokenPipeline[] {
    return this.folders.current().broken;
  }

  /** Folders of the settings and every pipeline's demo data. */
  get inputRoots(): readonly string[] {
    return [...this.allowed.inputRoots, ...this.all.map(demoFolder)];
  }

  /** @throws ProblemException 422 where there is none of that name */
  find(name: string): Pipeline {
    const found = this.all.find(({ manifest }) => manifest.name === name);
    if (found) return found;
    const names = this.all.map(({ manifest }) => manifest.name).join(', ');
    throw wrongFields([{ field: 'pipeline', message: `there is none named ${name}; there are: ${names || 'none'}` }]);
  }

  /** Returns the params, completed and checked. @throws ProblemException 422 naming each `params.<name>`, 413 */
  async check(
    pipeline: Pipeline,
    given: Params,
  ): Promise<{ params: Params; warnings: readonly FieldError[] } & FoundInputs> {
    const checked = await this.look(pipeline, given);
    if (!checked.ok) throw wrongFields([...checked.errors]);
    return checked;
  }

  /** Returns what `check` finds. @throws ProblemException 413 */
  async look(pipeline: Pipeline, given: Params): Promise<CheckedParams> {
    if (Buffer.byteLength(JSON.stringify(given)) > MAX_PARAMS)
      throw new ProblemException(413, 'The parameters are too large: at most 128 KiB.');
    return checkParams(pipeline, given, { roots: this.inputRoots, schemes: this.allowed.inputSchemes });
  }
}
