import * as z from 'zod';
import { membershipFields, sheetMembershipInput } from '../fields/membership.ts';
import { text } from '../inputs.ts';
import { LaunchInput } from '../nextflow/launch.ts';
import { FieldProblem } from '../problem.ts';
import { Reason } from './descriptor.ts';
import { ParamsGiven } from './params-given.ts';
import { SubmitBody } from './jobs/submit.ts';

/** Limits of one samplesheet. */
export const MAX_SHEET_ROWS = 2000;
/** Rows that become jobs in one request. Each job is a write to the log. Larger sheets are submitted in parts. */
export const MAX_SUBMITTED_ROWS = 500;
export const MAX_SHEET_COLUMNS = 100;
export const MAX_SHEET_BYTES = 512 * 1024;

/** `jobs`: each row is a job. `sheet`: the whole sheet is the input of one job. */
export const SheetMode = z.enum(['jobs', 'sheet']);
export type SheetMode = z.infer<typeof SheetMode>;

const Cell = text(4000);

const sheet = {
  pipeline: z.string().min(1),
  /** The sheet with its header, separated by commas, tabs or semicolons. */
  text: text(MAX_SHEET_BYTES).optional(),
  /** Header and rows, as an alternative to `text`. */
  columns: z.array(Cell).max(MAX_SHEET_COLUMNS).optional(),
  rows: z.array(z.array(Cell).max(MAX_SHEET_COLUMNS)).max(MAX_SHEET_ROWS).optional(),
  /** Default: the first mode that the pipeline supports. */
  mode: SheetMode.optional(),
  /** Parameters for all rows. A non-empty cell takes precedence. */
  params: ParamsGiven.default({}),
  launch: LaunchInput.optional(),
};

const isOneSheet = (body: { text?: string | undefined; columns?: unknown; rows?: unknown }) =>
  (body.text === undefined) !== (body.columns === undefined) &&
  (body.columns === undefined) === (body.rows === undefined);
const oneSheet = { path: ['text'], error: 'is required, or else columns and rows' };

/** Body of `POST /api/jobs/sheet/check`. */
export const SheetCheckBody = z.strictObject(sheet).refine(isOneSheet, oneSheet);
export type SheetCheckBody = z.infer<typeof SheetCheckBody>;

/** Body of `POST /api/jobs/sheet`. */
export const SheetBody = z
  .strictObject({
    ...sheet,
    /** Name of the single job that takes the whole sheet. */
    sample_name: SubmitBody.shape.sample_name.optional(),
    queue: SubmitBody.shape.queue,
    priority: SubmitBody.shape.priority,
    resume_after: SubmitBody.shape.resume_after,
    /** Labels of every job. */
    labels: SubmitBody.shape.labels,
    ...sheetMembershipInput,
    reason: Reason,
  })
  .refine(isOneSheet, oneSheet);
export type SheetBody = z.infer<typeof SheetBody>;

/**
 * Error or warning in a samplesheet. `row` is counted from 1 below the header, and null unless a single row is
 * affected. `column` is null if the whole row or sheet is affected.
 */
export const SheetProblem = z.object({
  row: z.int().positive().nullable(),
  /** Column, parameter for all rows, or launch option (`launch.profiles`). */
  column: z.string().nullable(),
  message: z.string(),
});
export type SheetProblem = z.infer<typeof SheetProblem>;

/** Parsed samplesheet and its issues. */
export const SheetCheck = z.object({
  mode: SheetMode,
  /** Modes that the pipeline supports. */
  modes: z.array(SheetMode),
  /** Parameter that takes the whole sheet; null if the pipeline has none. */
  sheet_param: z.string().nullable(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  errors: z.array(SheetProblem),
  warnings: z.array(SheetProblem),
});
export type SheetCheck = z.infer<typeof SheetCheck>;

/** Outcome of one job of a samplesheet. */
export const SheetResult = z.object({
  /** Row of the job; null for the single job of a whole sheet. */
  row: z.int().positive().nullable(),
  sample_name: z.string(),
  /** Null if the job was rejected. `problem` then contains the reason. */
  job_id: z.uuid().nullable(),
  seq: z.int().nullable(),
  problem: z.object({ status: z.int(), detail: z.string(), errors: z.array(FieldProblem).optional() }).nullable(),
  /** Warnings about the parameters of an accepted job. */
  warnings: z.array(FieldProblem).optional(),
});
export type SheetResult = z.infer<typeof SheetResult>;

export const SheetSubmitted = z.object({
  /** Correlation id shared by all submissions of the sheet. */
  correlation_id: z.string(),
  ...membershipFields,
  results: z.array(SheetResult),
});
export type SheetSubmitted = z.infer<typeof SheetSubmitted>;
