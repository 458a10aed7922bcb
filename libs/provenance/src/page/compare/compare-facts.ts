import { qcSummary, type AttemptView, type InputsView, type JobView } from '@reprise/contracts';
import { plural, shortRunner } from '@reprise/web/shared/format.ts';
import { comparableParams } from '@reprise/web/shared/attempt/launch/run-text.ts';
import { metricText, QC_LOOK } from '@reprise/web/shared/qc/qc-text.ts';
import { imagesByStep } from '@reprise/web/shared/attempt/launch/image-text.ts';
import { launchRows } from '@reprise/web/shared/attempt/launch/launch-text.ts';
import { nextflowOf } from '@reprise/web/shared/attempt/launch/nextflow-of.ts';
import { sumText } from '@reprise/web/shared/attempt/launch/input-text.ts';

/** A line of a comparison. */
export type ComparisonLine = { name: string; a: string; b: string; differs: boolean; mono: boolean };
export type Facts = { differing: ComparisonLine[]; equal: ComparisonLine[] };

type ComparedJob = Pick<JobView, 'pipeline' | 'sample_name'>;

/**
 * Returns the outcomes, versions and parameters of two attempts, split into those that differ and those that are equal.
 *
 * @param jobs job of each attempt, the same object for two attempts of one job
 * @param nameOf returns the name of a runner
 */
export function factsOf(
  a: AttemptView,
  b: AttemptView,
  jobs: readonly [ComparedJob, ComparedJob],
  nameOf = shortRunner,
): Facts {
  const runnerOf = ({ runner_id }: AttemptView) => (runner_id ? nameOf(runner_id) : 'none');
  const revision = ({ pipeline_revision }: AttemptView, { pipeline }: ComparedJob) =>
    pipeline_revision ? `${pipeline}, ${pipeline_revision.slice(0, 8)}` : 'not started';
  const [jobOfA, jobOfB] = jobs;
  const rows = [
    ...(jobOfA === jobOfB ? [] : [fact('Sample', jobOfA.sample_name, jobOfB.sample_name)]),
    fact('Outcome', outcomeOf(a), outcomeOf(b)),
    fact('Pipeline and revision', revision(a, jobOfA), revision(b, jobOfB)),
    fact('Nextflow', nextflowOf(a) ?? 'not started', nextflowOf(b) ?? 'not started'),
    fact('Runner', runnerOf(a), runnerOf(b)),
    fact('Session', a.session_id?.slice(0, 8) ?? 'none', b.session_id?.slice(0, 8) ?? 'none'),
    ...qualityFacts(a, b),
    ...imageFacts(a, b),
    ...toolFacts(a, b),
    ...launchFacts(a, b),
    ...paramFacts(a, b),
  ];
  return split(rows);
}

/** Compares the quality of the results. For several samples, compares the worst value of each metric. */
function qualityFacts(a: AttemptView, b: AttemptView): ComparisonLine[] {
  const [before, now] = [a, b].map(({ qc }) => {
    if (!qc) return new Map<string, string>();
    const { verdict, metrics } = qcSummary(qc);
    const words = metrics.map((metric): [string, string] => [metric.label, metricText(metric)]);
    return new Map(verdict ? [['Quality', QC_LOOK[verdict].word.toLowerCase()], ...words] : words);
  });
  return byName(before, now, 'not measured');
}

/** Compares the container images of each step, if both attempts recorded them. */
function imageFacts(a: AttemptView, b: AttemptView): ComparisonLine[] {
  if (!a.images || !b.images) return [];
  const [before, now] = [imagesByStep(a), imagesByStep(b)].map(
    (images) => new Map([...images].map(([step, words]) => [`Image of ${step}`, words])),
  );
  return byName(before, now, 'none');
}

/** Compares tool versions, if both attempts recorded them. An attempt that failed early had fewer tasks. */
function toolFacts(a: AttemptView, b: AttemptView): ComparisonLine[] {
  if (!a.tools || !b.tools) return [];
  const [before, now] = [a, b].map(({ tools }) => {
    const versions = new Map<string, string>();
    for (const { name, version } of tools ?? [])
      versions.set(name, versions.has(name) ? `${versions.get(name)}, ${version}` : version);
    return versions;
  });
  return byName(before, now, 'not recorded');
}

function byName(before: ReadonlyMap<string, string> | undefined, now: typeof before, none: string): ComparisonLine[] {
  const names = [...new Set([...(before?.keys() ?? []), ...(now?.keys() ?? [])])];
  return names.map((name) => fact(name, before?.get(name) ?? none, now?.get(name) ?? none));
}

/** Compares launch options by name. */
function launchFacts(a: AttemptView, b: AttemptView): ComparisonLine[] {
  const [before, now] = [a, b].map(({ launch }) => new Map(launchRows(launch).map(({ name, value }) => [name, value])));
  const names = [...new Set([...(before?.keys() ?? []), ...(now?.keys() ?? [])])];
  return names.map((name) => fact(name, before?.get(name) ?? 'none', now?.get(name) ?? 'none', true));
}

/** Compares parameters by name. */
function paramFacts(a: AttemptView, b: AttemptView): ComparisonLine[] {
  const [before, now] = comparableParams(a, b);
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return names.map((name) => fact(name, valueOf(before[name]), valueOf(now[name]), true));
}

/**
 * Compares output files and their checksums by path in the output dir; null if none are recorded because neither
 * attempt succeeded.
 */
export function outputFacts(a: AttemptView, b: AttemptView): Facts | null {
  if (a.status !== 'succeeded' && b.status !== 'succeeded') return null;
  const [before, now] = [outputsOf(a), outputsOf(b)];
  const names = [...new Set([...before.keys(), ...now.keys()])].sort();
  const [lackA, lackB] = [lackOf(a), lackOf(b)];
  return split(names.map((name) => fact(name, before.get(name) ?? lackA, now.get(name) ?? lackB, true)));
}

/**
 * Text for an output that an attempt lacks. For an unsuccessful attempt, outputs are not recorded, although there may
 * be some.
 */
const lackOf = ({ status }: AttemptView): string => (status === 'succeeded' ? 'none' : 'not recorded');

/** Compares input files and their checksums by path; null unless known for both attempts. */
export function inputFacts(a: AttemptView, b: AttemptView): Facts | null {
  if (!a.inputs || !b.inputs) return null;
  const [before, now] = [inputsOf(a.inputs), inputsOf(b.inputs)];
  const names = [...new Set([...before.keys(), ...now.keys()])].sort();
  return split(names.map((name) => fact(name, before.get(name) ?? 'none', now.get(name) ?? 'none', true)));
}

const inputsOf = ({ files, manifest }: InputsView): Map<string, string> =>
  new Map([...files.map((input): [string, string] => [input.path, sumText(input)]), ...listOf(manifest)]);

/** Checksum of the list of files, if there are too many for an event. */
const listOf = (manifest: InputsView['manifest']): [string, string][] =>
  manifest ? [[`list of ${plural(manifest.count, 'file')}`, manifest.sha256]] : [];

function outputsOf({ outputs, outputs_manifest, output_dir }: AttemptView): Map<string, string> {
  const base = output_dir ? `${output_dir}/` : '';
  const files = outputs.map(({ path, sha256 }): [string, string] => [
    base && path.startsWith(base) ? path.slice(base.length) : path,
    sha256,
  ]);
  return new Map([...files, ...listOf(outputs_manifest)]);
}

/** Sentence for attempts whose facts do not differ. Their files may differ, which is unknown if null. */
export function nothingDiffersText(inputs: Facts | null, outputs: Facts | null): string {
  const differing = [inputs?.differing.length ? 'inputs' : '', outputs?.differing.length ? 'outputs' : ''].filter(
    Boolean,
  );
  if (differing.length > 0) return `Nothing here differs, but ${differing.join(' and ')} do: see below.`;
  const same = [inputs ? 'inputs' : '', outputs ? 'results' : ''].filter(Boolean);
  return [
    same.length > 0
      ? `Both attempts had ${same.map((what) => `the same ${what}`).join(' and ')}.`
      : 'Nothing here differs.',
    ...(inputs ? [] : ['Whether their inputs were the same is not known.']),
    ...(outputs ? [] : ['No results of either are recorded.']),
  ].join(' ');
}

/** "5f0c…91ae" */
export const shortSum = (sum: string): string =>
  /^[0-9a-f]{64}$/.test(sum) ? `${sum.slice(0, 4)}…${sum.slice(-4)}` : sum;

function outcomeOf({ status, exit_code, failure }: AttemptView): string {
  const exit = exit_code === null ? '' : `, exit ${exit_code}`;
  if (status === 'succeeded') return `completed${exit}`;
  if (status !== 'failed') return status;
  const step = failure?.step;
  return `failed${exit}${step ? ` at ${step}` : ''}`;
}
const valueOf = (value: unknown): string =>
  value === undefined || value === null ? 'not given' : typeof value === 'string' ? value : JSON.stringify(value);
const fact = (name: string, a: string, b: string, mono = false): ComparisonLine => ({
  name,
  a,
  b,
  differs: a !== b,
  mono,
});
const split = (rows: ComparisonLine[]): Facts => ({
  differing: rows.filter(({ differs }) => differs),
  equal: rows.filter(({ differs }) => !differs),
});
