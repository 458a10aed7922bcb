import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  CleanPlanRequest,
  ResultPartRequest,
  ResultsRequest,
  UsageRequest,
  cleanPlanSubject,
  isUrl,
  resultPartSubject,
  resultsSubject,
  usageSubject,
  type CleanPreview,
  type JobUsage,
  type ResultPartResponse,
  type ResultsResponse,
  type RunnerPlace,
} from '@reprise/contracts';
import {
  countFiles,
  listResults,
  openResult,
  type OpenResult,
  type ResultEntry,
  type ResultFolder,
} from '@reprise/result-files';
import { countPlan } from '../clean/count-plan.ts';
import { planClean } from '../clean/plan-clean.ts';
import { buffer } from 'node:stream/consumers';
import { jobPaths } from '../attempt/job-paths.ts';

/** Maximum size in bytes of a part or of a list, because NATS accepts messages of up to 1 MB. */
const MAX_PART_BYTES = 512 * 1024;
const MAX_LIST_BYTES = 512 * 1024;
/** Maximum number of files listed in an output dir. */
const MOST = 20_000;

/** Maximum number of files counted before a deletion. */
const MOST_COUNTED = 100_000;

/**
 * Sends results from this runner's storage to a gateway that does not share that storage. The storage id is part of
 * the subjects.
 */
export function resultQuestions(place: RunnerPlace, dataDir: string) {
  const folderOf = (asked: { job_id: string; output_dir: string; work_dir: string }): ResultFolder => ({
    jobDir: jobPaths(dataDir, asked.job_id).root,
    outputDir: asked.output_dir,
    workDir: asked.work_dir,
  });
  @Controller()
  class ResultQuestions {
    @MessagePattern(resultsSubject(place))
    async list(@Payload() question: unknown): Promise<ResultsResponse> {
      const asked = ResultsRequest.parse(question);
      const { entries, truncated } = await listResults(folderOf(asked), MOST);
      const from = asked.after === null ? 0 : firstAfter(entries, asked.after);
      let bytes = 0;
      const room = entries
        .slice(from)
        .findIndex((entry) => (bytes += Buffer.byteLength(JSON.stringify(entry)) + 1) > MAX_LIST_BYTES);
      const to = room === -1 ? entries.length : from + room;
      return { entries: entries.slice(from, to), more: to < entries.length, truncated };
    }

    @MessagePattern(resultPartSubject(place))
    async part(@Payload() question: unknown): Promise<ResultPartResponse> {
      const asked = ResultPartRequest.parse(question);
      const file = await openResult(folderOf(asked), asked.path);
      return { part: file && (await partOf(file, asked.offset, Math.min(asked.limit, MAX_PART_BYTES))) };
    }

    @MessagePattern(usageSubject(place))
    async usage(@Payload() question: unknown): Promise<JobUsage> {
      const asked = UsageRequest.parse(question);
      const paths = jobPaths(dataDir, asked.job_id, asked.work_dir ?? undefined);
      const work = [paths.launchDir, ...(isUrl(paths.workRoot) ? [] : [paths.workRoot])];
      const { truncated, ...results } = await countFiles([paths.outputRoot], MOST_COUNTED);
      const { truncated: more, ...work_dir } = await countFiles(work, MOST_COUNTED);
      return { results, work_dir, complete: !truncated && !more };
    }

    @MessagePattern(cleanPlanSubject(place))
    async cleanPlan(@Payload() question: unknown): Promise<CleanPreview> {
      const { job_id, work_dir, what, session, is_work_cleaned, left_by } = CleanPlanRequest.parse(question);
      const paths = jobPaths(dataDir, job_id, work_dir ?? undefined);
      const isWorkCleaned = is_work_cleaned ?? false;
      const plan = await planClean(paths, { what, session, isWorkCleaned, leftBy: left_by });
      return { what, ...(await countPlan(plan, MOST_COUNTED)) };
    }
  }
  return ResultQuestions;
}

/** Returns the index of the first entry after the path. The path itself may no longer exist. */
function firstAfter(entries: readonly ResultEntry[], after: string): number {
  const found = entries.findIndex(({ path }) => placeOf(path) > placeOf(after));
  return found === -1 ? entries.length : found;
}

/** Sorts like `listResults`, folder by folder: `a/x` before `a.tsv`. Names never contain NUL. */
const placeOf = (path: string) => path.replaceAll('/', '\0');

async function partOf(file: OpenResult, offset: number, limit: number): Promise<ResultPartResponse['part']> {
  const { size, modifiedAt: modified_at } = file;
  const end = Math.min(offset + limit, size) - 1;
  if (end < offset) {
    await file.close();
    return { size, modified_at, base64: '' };
  }
  return { size, modified_at, base64: (await buffer(file.read(offset, end))).toString('base64') };
}
