import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { AttemptView, FilePage, FileView, Output } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import type { fileRoutes } from '@reprise/contracts/routes';
import { isOpen, removedText } from '@reprise/job';
import { reportsAmong, reportTitles } from '@reprise/pipelines';
import { listAttempts, pageOfList, type ReadModel } from '@reprise/read-model';
import { ProblemException } from '../../shared/http/problem.ts';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { READ_MODEL, SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { JobQueries } from '../queries/job-queries.ts';
import { mediaTypeOf } from './media-type.ts';
import type { ResultFile, ResultSource } from './result-source.ts';
import { Results } from './results.ts';

type FilesQuery = Parsed<typeof fileRoutes.list>['query'];

/** Files of one attempt, in the order of the pipeline's kinds. The other files follow, sorted by path. */
export interface AttemptFiles {
  readonly attempt: number;
  readonly sampleName: string;
  readonly pipeline: string;
  readonly source: ResultSource | null;
  readonly files: readonly FileView[];
  /**
   * Why no file can currently be read: 404 if the files are no longer in the output dir, or a later attempt wrote to
   * it; 503 if their runner does not answer.
   */
  readonly away: ProblemException | null;
  /** Recorded results that are no longer readable; empty if unknown. */
  readonly gone: readonly FileView[];
  readonly truncated: boolean;
}

/** Maximum number of listed files in an output dir. */
const MOST = 10_000;
const wroteInto = (later: AttemptView, view: AttemptView) =>
  new ProblemException(
    404,
    `Attempt ${String(later.attempt)} wrote into the folder of attempt ${String(view.attempt)}, so its files may have changed. Open those of attempt ${String(later.attempt)}.`,
  );
/**
 * Returns the last attempt, but skips ended ones that never had an output dir, because the files of earlier attempts
 * remain.
 */
const latestOf = (attempts: readonly AttemptView[]): AttemptView | undefined =>
  attempts.findLast(({ status, output_dir }) => output_dir !== null || ['pending', 'running'].includes(status)) ??
  attempts.at(-1);

/** A ZIP that lacks files would be mistaken for a complete one. */
export const tooManyToPack = () =>
  new ProblemException(
    422,
    `This attempt has more than ${MOST.toLocaleString('en')} result files, or links among them that lead to the same ones again and again: too many for one ZIP. Download those that you need one by one, or copy its output dir.`,
  );
/** @param cleaned undefined if no clean of the job deleted the files */
const allGone = (cleaned: Parameters<typeof removedText>[0] | undefined) =>
  new ProblemException(
    404,
    cleaned
      ? `These files were ${removedText(cleaned)}. What was recorded of them is in the history of the job.`
      : 'These files are not in the output dir any more: it was moved, cleaned up or deleted.',
  );

const recordedButGone = (path: string) =>
  new ProblemException(
    404,
    `The result ${path.slice(0, 200)} was recorded and is not in the output dir any more: it was moved or deleted.`,
  );

/**
 * Lists and opens the files in a job's output dirs.
 * @throws ProblemException 404 if the job, attempt or file does not exist
 */
@Injectable()
export class JobFiles {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(SETTINGS) private readonly settings: GatewaySettings,
    private readonly queries: JobQueries,
    private readonly results: Results,
    private readonly pipelines: InstalledPipelines,
  ) {}

  /** The reports are those of the current manifest, so that jobs from before it was changed also have them. */
  async list(jobId: string, { attempt, reports, ...page }: FilesQuery): Promise<FilePage> {
    const { files, pipeline, away, gone, truncated, attempt: number } = await this.filesOf(jobId, attempt);
    const installed = (await this.pipelines.all()).find(({ manifest }) => manifest.name === pipeline);
    const declared = installed?.manifest.reports ?? {};
    const titleOf = reportTitles(declared);
    const titled = files.map((file) => ({ ...file, report: titleOf(file.path) }));
    const listed = reports === '1' ? reportsAmong(titled, declared) : titled;
    return { ...pageOfList(listed, page), attempt: number, away: away?.detail ?? null, gone: [...gone], truncated };
  }

  async open(jobId: string, path: string, attempt?: number): Promise<{ file: ResultFile; sha256: string | null }> {
    const { view, overwritten } = await this.attemptOf(jobId, attempt);
    if (overwritten) throw overwritten;
    const file = await (await this.results.of(jobId, view.attempt))?.open(path);
    const recorded = (await this.recordedOf(jobId, view)).find((output) => output.path === path);
    if (!file)
      throw recorded
        ? recordedButGone(path)
        : new ProblemException(404, `This job has no result ${path.slice(0, 200)}.`);
    return { file, sha256: recorded?.bytes === file.size ? recorded.sha256 : null };
  }

  async filesOf(jobId: string, attempt?: number): Promise<AttemptFiles> {
    const job = await this.queries.find(jobId);
    const { view, overwritten } = await this.attemptOf(jobId, attempt);
    const recorded = (await this.recordedOf(jobId, view)).map(viewOf);
    const source = await this.results.of(jobId, view.attempt);
    const common = { attempt: view.attempt, sampleName: job.sample_name, pipeline: job.pipeline, source };
    if (overwritten) return { ...common, files: recorded, away: overwritten, gone: recorded, truncated: false };
    try {
      const { entries, truncated } = (await source?.list(MOST)) ?? { entries: [], truncated: false };
      if (entries.length === 0 && !truncated)
        return {
          ...common,
          files: recorded,
          away: recorded.length ? allGone(isOpen(job) ? undefined : job.results_cleaned) : null,
          gone: recorded,
          truncated,
        };
      const there = new Map(entries.map(({ path, bytes }) => [path, bytes]));
      // A truncated list may lack existing files. Opening a deleted one returns 404.
      const known = truncated ? recorded : recorded.filter(({ path }) => there.has(path));
      const gone = truncated ? [] : recorded.filter(({ path }) => !there.has(path));
      const ofKind = new Set(known.map(({ path }) => path));
      const others = entries
        .filter(({ path }) => !ofKind.has(path))
        .map((entry) => viewOf({ ...entry, kind: null, sha256: null }));
      return { ...common, files: [...known, ...others], away: null, gone, truncated };
    } catch (error) {
      if (!(error instanceof ProblemException)) throw error;
      return { ...common, files: recorded, away: error, gone: [], truncated: false };
    }
  }

  /**
   * Returns the attempt. Also returns the reason if a later resume or restart in the same folder may have changed its
   * files.
   */
  private async attemptOf(jobId: string, attempt: number | undefined) {
    await this.queries.find(jobId);
    const attempts = await listAttempts(this.readModel, jobId);
    const view = attempt === undefined ? latestOf(attempts) : attempts.find((each) => each.attempt === attempt);
    if (!view) throw new ProblemException(404, `This job has no attempt ${String(attempt ?? 1)}.`);
    const later = attempts.findLast((each) => each.attempt > view.attempt && each.output_dir === view.output_dir);
    return { view, overwritten: later && view.output_dir !== null ? wroteInto(later, view) : null };
  }

  /**
   * Returns the recorded outputs. If the list was too long for an event, reads it from the file, provided that the file
   * is on this storage.
   */
  private async recordedOf(jobId: string, view: AttemptView): Promise<Recorded[]> {
    const file = join(this.settings.dataDir, 'jobs', jobId, 'attempts', String(view.attempt), 'outputs.json');
    const all =
      view.outputs_manifest &&
      (await readFile(file, 'utf8')
        .then(outputsIn)
        .catch(() => null));
    const dir = view.output_dir;
    return (all ?? view.outputs).map(({ path, ...output }) => ({ ...output, path: dir ? relative(dir, path) : path }));
  }
}

type Recorded = Omit<FileView, 'media_type'>;

const outputsIn = (text: string): Output[] => JSON.parse(text) as Output[];

const viewOf = (file: Recorded): FileView => ({ ...file, media_type: mediaTypeOf(file.path).split(';', 1)[0] ?? '' });
