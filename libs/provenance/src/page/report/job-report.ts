import {
  typedEntry,
  type AttemptView,
  type AuditEntry,
  type DataOf,
  type JobView,
  type SessionView,
  type TypedAuditEntry,
  type VerificationView,
} from '@reprise/contracts';
import type { Api } from '@reprise/web/core/api/api.ts';
import type { AuditApi } from '@reprise/web/core/api/audit-api.ts';
import { count, runnerName, shownValue, utc } from '@reprise/web/shared/format.ts';
import { digestOf, digestText } from '@reprise/web/shared/attempt/launch/image-text.ts';
import { nextflowOf } from '@reprise/web/shared/attempt/launch/nextflow-of.ts';
import { launchRows } from '@reprise/web/shared/attempt/launch/launch-text.ts';
import { sumOf } from '@reprise/web/shared/attempt/launch/run-text.ts';
import { otherThanSubmittedText, submittedRevision } from '@reprise/web/shared/attempt/launch/submitted-revision.ts';
import { sumText } from '@reprise/web/shared/attempt/launch/input-text.ts';
import { limitText, metricText, QC_LOOK } from '@reprise/web/shared/qc/qc-text.ts';
import { skippedOutputs } from '@reprise/web/shared/attempt/results/skipped-outputs.ts';
import { taskOutcomes } from './task-outcomes.ts';

/** All data of a job's report, as of one point in time. */
export type JobReport = {
  job: JobView;
  attempts: AttemptView[];
  entries: AuditEntry[];
  inputs: { path: string; bytes: number }[];
  /** Number of input files at submission; `inputs` may be truncated. */
  inputsCount: number;
  /** Revision of the pipeline at submission. */
  submittedRevision: string;
  session: SessionView;
  /** The last verification of the history; `null` if the user may not see it. */
  verification: VerificationView | null;
};

type Jobs = Pick<Api, 'job' | 'attempts'>;
type Audit = Pick<AuditApi, 'ofJob' | 'session' | 'verification'>;

/** Reads a report. Attempts and entries are at least as new as the job. */
export async function readReport(api: Jobs, audit: Audit, jobId: string): Promise<JobReport> {
  const job = await api.job(jobId);
  const [attempts, entries, session, verification] = await Promise.all([
    api.attempts(jobId),
    audit.ofJob(jobId, job.last_seq),
    audit.session(),
    audit.verification().catch(() => null),
  ]);
  const asked = { submittedRevision: submittedRevision(entries.map(typedEntry), 1) ?? job.pipeline_revision };
  return { job, attempts: attempts.items, entries, ...asked, ...inputsOf(entries), session, verification };
}

/** Sequence of the last event that a report depends on. Approval requests, for example, do not change the job. */
export const asOf = ({ job, entries }: Pick<JobReport, 'job' | 'entries'>): number =>
  Math.max(job.last_seq, entries.at(-1)?.seq ?? 0);

function inputsOf(entries: readonly AuditEntry[]): Pick<JobReport, 'inputs' | 'inputsCount'> {
  const submitted = entries.map(typedEntry).find((entry) => entry.type === 'submitted');
  const inputs = submitted?.data.inputs ?? [];
  return { inputs, inputsCount: submitted?.data.inputs_count ?? inputs.length };
}

/** If not all inputs are listed, says how many there are and where the others are. Otherwise empty. */
export const inputsNote = ({ inputs, inputsCount }: Pick<JobReport, 'inputs' | 'inputsCount'>): string =>
  inputsCount > inputs.length
    ? `These are the first ${count(inputs.length)} of ${count(inputsCount)} files. Each attempt lists the files that it read.`
    : '';

type Param = { name: string; value: string };

/** Parameters that differ from the previous attempt. */
export function paramChanges(attempt: AttemptView, before: AttemptView | undefined): Param[] {
  if (!before) return [];
  const names = new Set([...Object.keys(before.params), ...Object.keys(attempt.params)]);
  return [...names].flatMap((name) => {
    const [was, is] = [before.params[name], attempt.params[name]].map(shownValue);
    return was === is ? [] : [{ name, value: `${was || 'not set'} → ${is || 'not set'}` }];
  });
}

/**
 * How an attempt ran, as rows of name and value. Unknown values are omitted. `nameOf` returns the name of a runner, and
 * `submitted` is the submitted pipeline revision.
 */
export function attemptFacts(attempt: AttemptView, nameOf = runnerName, submitted: string | null = null): Param[] {
  const { runner_id, exit_code, steps, argv } = attempt;
  const rows: [string, string | null | undefined][] = [
    ['Pipeline revision', attempt.pipeline_revision],
    ['Pipeline changed', otherThanSubmittedText(submitted, attempt.pipeline_revision)],
    ['Pipeline version', attempt.described?.pipeline_version],
    ['Nextflow', nextflowOf(attempt)],
    ...materialRows(attempt),
    ...imageRows(attempt),
    ['Tools', attempt.tools?.map(({ name, version }) => `${name} ${version}`).join(', ')],
    ['Runner', runner_id && runnerText(runner_id, nameOf)],
    ['Run name', attempt.run_name],
    ['Session', attempt.session_id],
    ['Lineage id', attempt.described?.lineage?.id],
    ['Lineage store', attempt.described?.lineage?.store],
    ['Command line', argv?.join(' ')],
    ...launchRows(attempt.launch).map(({ name, value }): [string, string] => [name, value]),
    ['Output dir', attempt.output_dir],
    ['Work dir', attempt.work_dir],
    ['Tasks', taskOutcomes(steps)],
    ['Skipped steps', namesOf(steps.filter(({ state }) => state === 'skipped'))],
    ['Exit code', exit_code === null ? null : String(exit_code)],
    ...(attempt.warnings ?? []).map(({ message }): [string, string] => ['Warning', message]),
    // For a cancelled attempt, it only says that it was cancelled, which the history contains.
    ...(attempt.status === 'failed' ? failureRows(attempt) : []),
  ];
  return rows.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

const failureRows = ({ failure }: AttemptView): [string, string | undefined][] => [
  ['Failure', failure?.message],
  ['Failing step', failure ? (failure.step ?? 'the pipeline') : undefined],
];

const namesOf = (steps: AttemptView['steps']): string => steps.map(({ step }) => step).join(', ');

/** "node-3 (019a3f2c-…)", because readers of a printed page cannot look up the id. */
function runnerText(id: string, nameOf: (id: string) => string): string {
  const name = nameOf(id);
  return name === runnerName(id) ? id : `${name} (${id})`;
}

/** Container images of the tasks, with their full digests. */
const imageRows = ({ images }: AttemptView): [string, string][] =>
  (images ?? []).map((used) => [
    `Image of ${used.processes.join(', ')}`,
    [used.image, digestOf(used), digestText(used)].filter(Boolean).join(', '),
  ]);

/** Reference data, with the checksum of its file if it was read. */
function materialRows(attempt: AttemptView): [string, string][] {
  return (attempt.described?.materials ?? []).map(({ label, value }) => {
    const sum = sumOf(attempt, value);
    return [label, `${value ?? 'none'}${sum ? ` (SHA-256 ${sum})` : ''}`];
  });
}

/** Metrics of an attempt's results, one row each. */
export const qualityRows = ({ qc }: Pick<AttemptView, 'qc'>) =>
  (qc?.samples ?? []).flatMap(({ sample, metrics }) =>
    metrics.map((metric) => ({
      sample,
      label: metric.label,
      value: metricText(metric),
      limits: limitText(metric),
      verdict: metric.verdict ? QC_LOOK[metric.verdict].word : '–',
    })),
  );

/** Input files of an attempt. For a reused checksum, shows when its file was read. */
export function inputRows({ inputs, started_at }: AttemptView): { path: string; bytes: number | null; sum: string }[] {
  return (inputs?.files ?? []).map((input) => {
    const earlier = input.read_at && started_at && input.read_at < started_at;
    const since = earlier ? `, unchanged in size and time since it was read at ${utc(input.read_at!)}` : '';
    return { path: input.path, bytes: input.bytes, sum: `${sumText(input)}${since}` };
  });
}

/** File with the list of an attempt's outputs, if the list is too long for an event. */
export const outputsManifest = (
  history: readonly TypedAuditEntry[],
  attempt: number,
): DataOf<'attempt_succeeded'>['outputs_manifest'] | null => successOf(history, attempt)?.outputs_manifest ?? null;

/** The results of an attempt that could not be read. */
export const notRead = (history: readonly TypedAuditEntry[], attempt: number) =>
  skippedOutputs(successOf(history, attempt) ?? {});

const successOf = (history: readonly TypedAuditEntry[], attempt: number): DataOf<'attempt_succeeded'> | undefined =>
  history.filter((entry) => entry.type === 'attempt_succeeded').find((entry) => entry.attempt === attempt)?.data;
