import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import type {
  AttemptMode,
  AttemptView,
  DataOf,
  FailureView,
  LaunchOptions,
  Output,
  Params,
  SyntaxParser,
} from '@reprise/contracts';
import type { Progress } from '@reprise/job';
import { time } from './iso-time.ts';
import type { Row } from './row.ts';

/** A failure as recorded in its event. The view adds the label of the step. */
export type StoredFailure = Omit<FailureView, 'step' | 'excerpt' | 'summary'> &
  Partial<Pick<FailureView, 'excerpt' | 'summary'>>;

type Manifest = NonNullable<DataOf<'attempt_succeeded'>['outputs_manifest']>;

export const AttemptEntity = defineEntity({
  name: 'Attempt',
  tableName: 'attempt',
  properties: {
    job_id: p.uuid().primary(),
    attempt: p.bigint('number').primary(),
    mode: p.text().$type<AttemptMode>(),
    status: p.text().$type<AttemptView['status']>(),
    requested_at: time(),
    requested_by: p.text(),
    reason: p.text().nullable(),
    params: p.json<Params>(),
    launch: p.json<LaunchOptions>().nullable(),
    runner_id: p.text().nullable(),
    started_at: time().nullable(),
    completed_at: time().nullable(),
    duration_ms: p.double().$type<number>().nullable(),
    /** Part of `duration_ms` spent in pauses; 0 until the attempt ends. */
    paused_ms: p.double().$type<number>(),
    exit_code: p.bigint('number').nullable(),
    failure: p.json<StoredFailure>().nullable(),
    /** `too_late`: the cancel was requested after the process had ended. */
    cancel: p.text().$type<'too_late'>().nullable(),
    /** Revision that the attempt runs, which may be newer than the submitted one. */
    pipeline_revision: p.text().nullable(),
    nextflow_version: p.text().nullable(),
    /** Null if the version has only one parser. */
    syntax_parser: p.text().$type<SyntaxParser>().nullable(),
    run_name: p.text().nullable(),
    argv: p.json<string[]>().nullable(),
    launch_dir: p.text().nullable(),
    work_dir: p.text().nullable(),
    output_dir: p.text().nullable(),
    process_id: p.bigint('number').nullable(),
    outputs: p.json<Output[]>(),
    outputs_manifest: p.json<Manifest>().nullable(),
    progress: p.json<Progress>(),
  },
});
export type AttemptRow = Row<InferEntity<typeof AttemptEntity>>;
