import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { compareVersions, parserOf, type SyntaxParser } from '@reprise/contracts';
import { check } from '../clusters/run-cells.ts';
import { Lab } from '../lab.ts';
import type { Sample } from '../sample.ts';

/** A Nextflow, and its script parser; undefined: the default of its version. */
export interface Tried {
  readonly name: string;
  readonly nextflow: string;
  readonly version: string;
  readonly parser: SyntaxParser | undefined;
}

/** Effective parser. Older versions have only one. */
export const parserIn = ({ version, parser }: Tried): SyntaxParser => parserOf(version, parser) ?? 'v1';

/** Events of a task that completed. */
export const stepsDone = (step: string): string[] =>
  ['submitted', 'started', 'completed'].map((type) => `task_${type} ${step}`);

/** A Reprise instance that runs one Nextflow version, with the job that goes through the columns. */
export class Trial {
  readonly hasOutputBlocks: boolean;
  readonly #lab: Lab;
  #job: Sample | undefined;

  private constructor(lab: Lab, tried: Tried) {
    this.#lab = lab;
    this.hasOutputBlocks = compareVersions(tried.version, '25.10') >= 0 && parserIn(tried) === 'v2';
  }

  static async start(tried: Tried): Promise<Trial> {
    const { nextflow, parser } = tried;
    if (parser === undefined) delete process.env['NXF_SYNTAX_PARSER'];
    else process.env['NXF_SYNTAX_PARSER'] = parser; // the runner moves it from there
    const lab = await Lab.start({
      REPRISE_NEXTFLOW: nextflow,
      REPRISE_PIPELINES: join(import.meta.dirname, 'pipelines'),
      REPRISE_RATE_LIMIT: '0',
    });
    return new Trial(lab, tried);
  }

  get job(): Sample {
    if (!this.#job) throw new Error('There is no job: the first column failed.');
    return this.#job;
  }

  async submit(): Promise<void> {
    this.#job = await this.#lab.submit('trial', { folder: this.#folder() });
  }

  /** Runs a job that fails, and returns its message with the last lines of the failing step. */
  async fails(pipeline: string, params: object = {}): Promise<string> {
    const folder = this.#folder();
    const given = pipeline === 'trial' ? { folder, ...params } : { ...params };
    const job = await this.#lab.submit(pipeline, given);
    job.open('all');
    const { error_message, failure } = await job.reads('over', ({ status }) => /completed|failed/.test(status));
    return [error_message ?? 'it did not fail', ...(failure?.stderr_tail ?? [])].join('\n');
  }

  /** Runs a pipeline with a list in a params block, which publishes with an output block. */
  async publishes(): Promise<void> {
    const job = await this.#lab.submit('published', { samples: ['S1', 'S2'] });
    const { error_message } = await job.reads('over', ({ status }) => /completed|failed/.test(status));
    const { outputs } = await job.attempt();
    const kinds = outputs.map(({ kind }) => kind).join();
    check(kinds === 'calls,calls', `both samples of a list are published: ${error_message ?? `results: ${kinds}`}`);
  }

  stop(): Promise<void> {
    return this.#lab.stop();
  }

  #folder(): string {
    const folder = this.#lab.inputFolder();
    chmodSync(folder, 0o777);
    return folder;
  }
}
