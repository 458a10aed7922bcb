import * as z from 'zod';
import { text } from '../inputs.ts';
import { LaunchInput } from '../nextflow/launch.ts';
import { FieldProblem } from '../problem.ts';
import { Reason } from './descriptor.ts';
import { ParamsGiven } from './params-given.ts';
import { SubmitBody } from './submit.ts';

/** Limits of one samplesheet. */
export const MAX_SHEET_ROWS = 500;
export const MAX_SHEET_COLUMNS = 100;
export const MAX_SHEET_BYTES = 512 * 1024;

/** `jobs`: each row is a job. `sheet`: the sheet is an input of one job. */
export const SheetMode = z.enum(['jobs', 'sheet']);
export type SheetMode = z.infer<typeof SheetMode>;

const Cell = text(4000);

const sheet = {
  pipeline: z.string().min(1),
  /** Whole sheet with its header: separated by commas, tabs or semicolons. */
  text: text(MAX_SHEET_BYTES).optional(),
  /** Header and rows, in place of `text`. */
  columns: z.array(Cell).max(MAX_SHEET_COLUMNS).optional(),
  rows: z.array(z.array(Cell).max(MAX_SHEET_COLUMNS)).max(MAX_SHEET_ROWS).optional(),
  /** The first that the pipeline takes, unless given. */
  mode: SheetMode.optional(),
  /** Parameters of all rows; a cell that is not empty takes precedence. */
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
    /** Name of the one job that takes the whole sheet. */
    sample_name: SubmitBody.shape.sample_name.optional(),
    queue: SubmitBody.shape.queue,
    priority: SubmitBody.shape.priority,
    resume_after: SubmitBody.shape.resume_after,
    reason: Reason,
  })
  .refine(isOneSheet, oneSheet);
export type SheetBody = z.infer<typeof SheetBody>;

/**
 * Error or warning of a samplesheet. `row` counts from 1 below the header, and is null where it is about no single row;
 * `column` is null where it is about the whole row or sheet.
 */
export const SheetProblem = z.object({
  row: z.int().positive().nullable(),
  /** Column, parameter of all rows, or launch option (`launch.profiles`). */
  column: z.string().nullable(),
  message: z.string(),
});
export type SheetProblem = z.infer<typeof SheetProblem>;

/** Samplesheet as it was read, and what is wrong with it. */
export const SheetCheck = z.object({
  mode: SheetMode,
  /** Modes that the pipeline takes. */
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
  /** Row that the job is of; null for the one job of a whole sheet. */
  row: z.int().positive().nullable(),
  sample_name: z.string(),
  /** Null where the job was not accepted; then `problem` says why. */
  job_id: z.uuid().nullable(),
  seq: z.int().nullable(),
  problem: z.object({ status: z.int(), detail: z.string(), errors: z.array(FieldProblem).optional() }).nullable(),
  /** Doubts about the parameters of a job that was accepted. */
  warnings: z.array(FieldProblem).optional(),
});
export type SheetResult = z.infer<typeof SheetResult>;

export const SheetSubmitted = z.object({
  /** Correlation id of all events of these jobs' submissions. */
  correlation_id: z.string(),
  results: z.array(SheetResult),
});
export type SheetSubmitted = z.infer<typeof SheetSubmitted>;
