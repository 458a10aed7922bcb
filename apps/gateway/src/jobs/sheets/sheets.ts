import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type {
  CommandAccepted,
  SheetBody,
  SheetCheck,
  SheetCheckBody,
  SheetResult,
  SheetSubmitted,
  SubmitBody,
} from '@reprise/contracts';
import { derivedId } from '@reprise/event-log';
import type { Caller } from '../../shared/http/caller.ts';
import { wrongFields } from '../../shared/http/problem.ts';
import { problemOf } from '../../shared/http/problem-of.ts';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { JobCommand } from '../commands/job-command.ts';
import { checkRows, sheetOf, type RowJob } from './check-sheet.ts';

type Checked = SheetCheck & { readonly jobs: readonly RowJob[] };

/** Samplesheets: many jobs at once. */
@Injectable()
export class Sheets {
  constructor(
    private readonly pipelines: InstalledPipelines,
    private readonly commands: CommandBus,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'reasonRequired'>,
  ) {}

  /** @throws ProblemException 422 the pipeline or the launch options, which no row is to blame for */
  async check(body: SheetCheckBody): Promise<SheetCheck> {
    const { jobs: _, ...answer } = await this.look(body);
    return answer;
  }

  /**
   * Submits a job for each row, all with the caller's correlation id. Nothing is submitted where a row has an error; what
   * goes wrong after that is reported at its row.
   * @throws ProblemException 422 naming each `rows.<row>.<column>`; what the first row met, if that was no answer
   */
  async submit(body: SheetBody, caller: Caller): Promise<SheetSubmitted> {
    if (this.settings.reasonRequired.includes('submit') && !body.reason)
      throw wrongFields([{ field: 'reason', message: 'is required to submit a job' }]);
    const { jobs, errors } = await this.look(body);
    if (errors.length)
      throw wrongFields(
        errors.map(({ row, column, message }) => ({
          field: ['rows', row, column].filter((part) => part !== null).join('.'),
          message,
        })),
      );
    const results: SheetResult[] = [];
    let away: string | null = null;
    for (const job of jobs) {
      const result: SheetResult = away === null ? await this.submitRow(body, job, caller) : notSent(job, away);
      if (away === null && result.problem && result.problem.status >= 500) away = result.problem.detail;
      results.push(result);
    }
    return { correlation_id: caller.correlation_id, results };
  }

  private async look(body: SheetCheckBody): Promise<Checked> {
    const named = this.pipelines.find(body.pipeline);
    const launch = this.pipelines.checkLaunch(named, body.launch ?? {});
    const pipeline = await this.pipelines.at(named, launch?.revision);
    const sheet = sheetOf(body);
    const { jobs, errors, warnings } = await checkRows(this.pipelines, pipeline, sheet, body.params);
    return {
      ...{ mode: 'jobs', modes: ['jobs'], columns: [...sheet.columns] },
      rows: sheet.rows.map((cells) => [...cells]),
      ...{ errors: [...errors], warnings: [...warnings], jobs },
    };
  }

  private async submitRow(body: SheetBody, job: RowJob, caller: Caller): Promise<SheetResult> {
    const { row, sample_name, params } = job;
    const { pipeline, launch, reason } = body;
    const submission: SubmitBody = {
      ...{ pipeline, sample_name, params },
      ...(launch && { launch }),
      ...(reason && { reason }),
    };
    try {
      const command = new JobCommand('submit', undefined, submission, keyed(caller, submission));
      const { job_id, seq } = await this.commands.execute<JobCommand, CommandAccepted>(command);
      return { row, sample_name, job_id, seq, problem: null };
    } catch (error) {
      const problem = problemOf(error);
      const { detail, errors } = problem;
      return {
        ...{ row, sample_name, job_id: null, seq: null },
        problem: { status: problem.getStatus(), detail, ...(errors && { errors: [...errors] }) },
      };
    }
  }
}

/** The caller with a key for this row: the same row of a sheet that is sent again is the same job, wherever it stands. */
function keyed(caller: Caller, submission: SubmitBody): Caller {
  const { idempotency_key: key } = caller;
  if (key === undefined) return caller;
  return { ...caller, idempotency_key: derivedId('sheet', key, JSON.stringify(submission)) };
}

const notSent = ({ row, sample_name }: RowJob, reason: string): SheetResult => ({
  ...{ row, sample_name, job_id: null, seq: null },
  problem: { status: 503, detail: `Was not sent after the row before it failed: ${reason}` },
});
