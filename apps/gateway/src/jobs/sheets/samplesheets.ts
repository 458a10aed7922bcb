import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  type CommandAccepted,
  type FieldProblem,
  type LaunchOptions,
  type Membership,
  MAX_JOB_SHEET_BYTES,
  MAX_SUBMITTED_ROWS,
  type SheetBody,
  type SheetCheck,
  type SheetCheckBody,
  type SheetMode,
  type SheetProblem,
  type SheetResult,
  type SheetSubmitted,
  type SubmitBody,
} from '@reprise/contracts';
import { derivedId } from '@reprise/event-log';
import { sheetParam, type Pipeline, type ReadSheet } from '@reprise/pipelines';
import type { Caller } from '../../shared/http/caller.ts';
import { ProblemException, wrongFields } from '../../shared/http/problem.ts';
import { problemOf } from '../../shared/http/problem-of.ts';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { withDoubts } from '../../shared/pipelines/task-access.ts';
import { SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { JobCommandRequest } from '../command-requests/job-command-request.ts';
import { checkRowsAsJobs, sheetOf } from './check-sheet.ts';
import { placed, textOf } from './one-job.ts';

const ofLaunchOption = ({ field, message }: FieldProblem) => ({ row: null, column: field, message });

/** A submission for a row of a sheet. */
interface Submission {
  readonly row: number | null;
  readonly body: Pick<SubmitBody, 'params' | 'sheet'> & { readonly sample_name: string };
  /**
   * The runners' warnings, if they were queried for all rows together. If unset, the runners are queried during the
   * submission.
   */
  readonly doubts?: readonly FieldProblem[];
}
/** The part of a sheet's submission that its jobs share, with all launch options. */
type Shared = Pick<SheetBody, 'params' | 'sample_name'> & { readonly launch: LaunchOptions };
interface Looked {
  readonly check: SheetCheck;
  readonly submissions: readonly Submission[];
}

/** Samplesheets: many jobs at once, or one job that takes the whole sheet. */
@Injectable()
export class Samplesheets {
  constructor(
    private readonly pipelines: InstalledPipelines,
    private readonly commands: CommandBus,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'reasonRequired'>,
  ) {}

  /** @throws ProblemException 422 for the pipeline or the launch options, if no single row is the cause */
  async check(body: SheetCheckBody): Promise<SheetCheck> {
    return (await this.look(body)).check;
  }

  /**
   * Submits the jobs of a sheet, all with the caller's correlation id. If a row has an error, nothing is submitted,
   * unless that row's job was already submitted with the same key. Later failures are reported at their rows.
   * @throws ProblemException 422 that names each `rows.<row>.<column>`
   */
  async submit(body: SheetBody, caller: Caller): Promise<SheetSubmitted> {
    if (this.settings.reasonRequired.includes('submit') && !body.reason)
      throw wrongFields([{ field: 'reason', message: 'is required to submit a job' }]);
    const { check, submissions } = await this.look(body);
    if (submissions.length > MAX_SUBMITTED_ROWS)
      throw wrongFields([
        {
          field: body.text === undefined ? 'rows' : 'text',
          message: `has ${String(submissions.length)} rows; at most ${String(MAX_SUBMITTED_ROWS)} are submitted at once. Send it in parts with the same batch.id`,
        },
      ]);
    const answered = await this.answersBefore(body, check.errors, submissions, caller);
    const errors = check.errors.filter((error) => !isAnswered(error, submissions, answered));
    if (errors.length)
      throw wrongFields(
        errors.map(({ row, column, message }) => ({
          field: row === null && column !== null ? `params.${column}` : fieldOf(row, column),
          message,
        })),
      );
    if (check.mode === 'sheet' && !body.sample_name)
      throw wrongFields([{ field: 'sample_name', message: 'is required for the one job of a sheet' }]);
    const batch = check.mode === 'jobs' && body.batch ? batchOf(body, body.batch, caller) : undefined;
    const results: SheetResult[] = [];
    let away: string | null = null;
    for (const submission of submissions) {
      const result: SheetResult =
        answered.get(submission) ??
        (away === null ? await this.submitOne(body, { ...submission, batch }, caller) : notSent(submission, away));
      if (away === null && result.problem && result.problem.status >= 500) away = result.problem.detail;
      results.push(result);
    }
    return { correlation_id: caller.correlation_id, ...(batch && { batch }), results };
  }

  /**
   * Returns the earlier responses to submissions that now have errors, keyed by idempotency key. An accepted submission
   * can have errors later, for example because an input was deleted.
   */
  private async answersBefore(
    body: SheetBody,
    errors: readonly SheetProblem[],
    submissions: readonly Submission[],
    caller: Caller,
  ): Promise<ReadonlyMap<Submission, SheetResult>> {
    const answers = new Map<Submission, SheetResult>();
    if (errors.length === 0 || caller.idempotency_key === undefined) return answers;
    const wrong = new Set(errors.map(({ row }) => row));
    const isWrong = ({ row }: Submission) => row === null || wrong.has(null) || wrong.has(row);
    const problem = wrongFields([]);
    for (const submission of submissions.filter(isWrong)) {
      const answer = await this.submitOne(body, submission, caller, problem);
      if (answer.problem?.status !== problem.getStatus()) answers.set(submission, answer);
    }
    return answers;
  }

  private async look(body: SheetCheckBody & Pick<SheetBody, 'sample_name'>): Promise<Looked> {
    const named = await this.pipelines.find(body.pipeline);
    const { launch = {}, pipeline, warnings: ofLaunch } = await this.pipelines.checkLaunch(named, body.launch ?? {});
    const sheet = sheetOf(body);
    const param = sheetParam(pipeline);
    const modes: SheetMode[] = param === null ? ['jobs'] : ['sheet', 'jobs'];
    const mode = body.mode ?? modes[0]!;
    if (!modes.includes(mode))
      throw wrongFields([
        { field: 'mode', message: 'must be jobs: this pipeline has no parameter that takes a sheet' },
      ]);
    const { errors, warnings, submissions } =
      mode === 'sheet' && param !== null
        ? await this.lookAtWhole(pipeline, sheet, param, { ...body, launch })
        : await this.lookAtRows(pipeline, sheet, { ...body, launch });
    const rows = sheet.rows.map((cells) => [...cells]);
    return {
      check: {
        mode,
        modes,
        sheet_param: param,
        columns: [...sheet.columns],
        rows,
        errors: [...errors],
        warnings: [...ofLaunch.map(ofLaunchOption), ...warnings],
      },
      submissions,
    };
  }

  private async lookAtRows(pipeline: Pipeline, sheet: ReadSheet, shared: Shared) {
    const { jobs, errors, warnings } = await checkRowsAsJobs(this.pipelines, pipeline, sheet, shared);
    return {
      errors,
      warnings,
      submissions: jobs.map(({ row, doubts, ...body }): Submission => ({ row, body, doubts })),
    };
  }

  private async lookAtWhole(
    pipeline: Pipeline,
    sheet: ReadSheet,
    param: string,
    { params, launch, sample_name = '' }: Shared,
  ) {
    const text = textOf(sheet);
    if (Buffer.byteLength(text) > MAX_JOB_SHEET_BYTES)
      throw new ProblemException(413, 'The sheet is too large for one job: at most 64 KiB.');
    const checked = placed(
      await this.pipelines.look(pipeline, params, { sheet: { param, read: sheet }, launch }),
      sheet,
    );
    return { ...checked, submissions: [{ row: null, body: { sample_name, params, sheet: { param, text } } }] };
  }

  /** @param problem rejects the submission unless it was already sent */
  private async submitOne(
    sheet: SheetBody,
    { row, body, doubts, batch }: Submission & Membership,
    caller: Caller,
    problem: ProblemException | null = null,
  ): Promise<SheetResult> {
    const { pipeline, launch, reason, queue, priority, resume_after, labels } = sheet;
    const { sample_name } = body;
    const submission: SubmitBody = {
      pipeline,
      ...body,
      ...(priority !== undefined && { priority }),
      ...(launch && { launch }),
      ...(queue && { queue }),
      ...(resume_after !== undefined && { resume_after }),
      ...(labels && { labels }),
      ...(reason && { reason }),
    };
    // A default name may differ when the sheet is sent again.
    const given = { ...submission, ...(sheet.batch && { batch: sheet.batch }) };
    try {
      const part = { given, problem, runnersAsked: doubts !== undefined };
      const by = keyed(caller, given);
      const sent = { ...submission, ...(batch && { batch }) };
      const command = new JobCommandRequest('submit', undefined, sent, by, undefined, part);
      const accepted = await this.commands.execute<JobCommandRequest, CommandAccepted>(command);
      const { job_id, seq } = accepted;
      const warnings = withDoubts(accepted.warnings ?? [], doubts ?? []);
      return { row, sample_name, job_id, seq, problem: null, ...(warnings.length > 0 && { warnings: [...warnings] }) };
    } catch (error) {
      const failure = problemOf(error);
      const { detail, errors } = failure;
      return {
        row,
        sample_name,
        job_id: null,
        seq: null,
        problem: { status: failure.getStatus(), detail, ...(errors && { errors: [...errors] }) },
      };
    }
  }
}

const fieldOf = (row: number | null, column: string | null) =>
  ['rows', row, column].filter((part) => part !== null).join('.');

/** Whether each submission with an error was already sent before. */
function isAnswered(
  error: SheetProblem,
  submissions: readonly Submission[],
  answered: ReadonlyMap<Submission, SheetResult>,
): boolean {
  const concerned = submissions.filter(({ row }) => row === null || error.row === null || row === error.row);
  return concerned.length > 0 && concerned.every((submission) => answered.has(submission));
}

/**
 * Returns the caller with a key for this job. If a sheet is sent again, an identical row is the same job, regardless of
 * its position.
 */
function keyed(caller: Caller, submission: object): Caller {
  const { idempotency_key: key } = caller;
  if (key === undefined) return caller;
  return { ...caller, idempotency_key: derivedId('sheet', key, JSON.stringify(submission)) };
}

/** Returns the batch for a sheet, with a default name and id. The id is the same if the sheet is sent again. */
const batchOf = ({ pipeline }: SheetBody, { id, name }: NonNullable<SheetBody['batch']>, caller: Caller) => ({
  id: id ?? derivedId('batch', caller.actor, caller.idempotency_key ?? caller.correlation_id),
  name: name ?? `${pipeline} ${new Date().toISOString().slice(0, 10)}`,
});

const notSent = ({ row, body }: Submission, reason: string): SheetResult => ({
  row,
  sample_name: body.sample_name,
  job_id: null,
  seq: null,
  problem: { status: 503, detail: `Was not sent after the row before it failed: ${reason}` },
});
