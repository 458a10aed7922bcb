import type { AppliedFault, Deliveries, Facts } from '../record/facts.ts';
import { clusterFaults, executorFaults, faultKinds, type FaultKind } from '../record/kinds.ts';
import { jobsIn, outcomeOf } from '../record/ledger.ts';
import { rules, type Violation } from '../checker/violation.ts';
import { possibleKinds, type CampaignOptions } from './options.ts';
import type { Quiet } from './quiet.ts';
import type { Recovery } from './recovery.ts';

/** Result of a campaign, as written by `--out`. Times are in seconds. */
export interface Report {
  readonly options: CampaignOptions;
  /** Command that repeats the same faults and commands, but with a different interleaving. */
  readonly repeat: string;
  readonly machine: Readonly<Record<string, string>>;
  readonly faults: Partial<Readonly<Record<FaultKind, number>>>;
  /** Quiet points, each with a check of everything since the start. */
  readonly quiet: readonly Quiet[];
  readonly recovery: readonly Recovery[];
  /** Null if nothing was ready at the first quiet point. */
  readonly counts: Counts | null;
  readonly violations: readonly (Violation & { readonly round: number })[];
}

export interface Counts {
  readonly faults: number;
  readonly commands: number;
  /** Requests: a command is sent again until it is answered. */
  readonly tries: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** Given up by their client after a try without an outcome. */
  readonly unanswered: number;
  /** Commands with at least one try without an outcome. */
  readonly retried: number;
  readonly jobs: number;
  readonly launches: number;
  readonly tasks: number;
  readonly events: number;
  readonly deliveries: number;
  readonly repeated_deliveries: number;
  readonly mails: number;
  readonly repeated_mails: number;
  /** Mails whose next try was minutes away, so that the campaign asked for it. */
  readonly replayed_mails: number;
  readonly results: number;
  readonly results_on_slurm: number;
  readonly results_in_docker: number;
  readonly uploads: number;
  /** Bytes of uploads that were acknowledged. */
  readonly uploaded_bytes: number;
  /** Runs whose input was compared with an upload. */
  readonly inputs: number;
  /** Runs that could not read their input. */
  readonly unread_inputs: number;
  readonly people: number;
  readonly tokens: number;
  /** Requests with a credential that had ended, all refused. */
  readonly refused_credentials: number;
}

export function countsOf(facts: Facts): Counts {
  const { commands, deliveries, mails } = facts;
  const outcomes = commands.map(outcomeOf);
  const repeated = (received: Deliveries['received']) => [...received.values()].filter((count) => count > 1).length;
  const submitted = new Map(facts.events.map(({ type, subject, data }) => [`${type} ${subject}`, data['pipeline']]));
  const resultsOf = (pipeline: string) =>
    facts.results.found.filter(({ job }) => submitted.get(`submitted ${job}`) === pipeline).length;
  return {
    faults: facts.faults.length,
    commands: commands.length,
    tries: commands.reduce((sum, { answers }) => sum + answers.length, 0),
    acknowledged: outcomes.filter((outcome) => outcome === 'acknowledged').length,
    refused: outcomes.filter((outcome) => outcome === 'refused').length,
    unanswered: outcomes.filter((outcome) => outcome === 'unanswered').length,
    retried: commands.filter(({ answers }) => answers.some(({ status }) => status === null || status >= 500)).length,
    jobs: jobsIn(commands).length,
    launches: facts.launches.length,
    tasks: facts.tasks.length,
    events: facts.events.length,
    deliveries: deliveries.received.size,
    repeated_deliveries: repeated(deliveries.received),
    mails: mails.received.size,
    repeated_mails: repeated(mails.received),
    replayed_mails: mails.replayed,
    results: facts.results.found.length,
    results_on_slurm: resultsOf('noted-slurm'),
    results_in_docker: resultsOf('noted-docker'),
    uploads: facts.uploads.length,
    uploaded_bytes: facts.uploads.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    inputs: facts.inputs.filter(({ sha256 }) => sha256 !== null).length,
    unread_inputs: facts.inputs.filter(({ sha256 }) => sha256 === null).length,
    people: facts.access.people.length,
    tokens: facts.access.tokens.length,
    refused_credentials: facts.access.refused,
  };
}

/** Number of faults by kind, in the order of the kinds. */
export function faultsByKind(faults: readonly AppliedFault[]): Report['faults'] {
  const counts = [...faultKinds, ...executorFaults, ...clusterFaults].map(
    (kind) => [kind, faults.filter((fault) => fault.kind === kind).length] as const,
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** The command that draws the same faults and commands. */
export function repeatCommand({
  seed,
  rounds,
  seconds,
  rate,
  kinds,
  lease,
  alone,
  isRealNextflow,
  hasExecutors,
  isCluster,
  plant,
}: CampaignOptions): string {
  const parts = [
    `--seed ${String(seed)} --rounds ${String(rounds)} --seconds ${String(seconds)}`,
    ...(rate === 1 ? [] : [`--rate ${String(rate)}`]),
    ...(kinds.length === possibleKinds({ hasExecutors, isCluster }).length ? [] : [`--kinds ${kinds.join()}`]),
    ...(lease === 5 ? [] : [`--lease ${String(lease)}`]),
    ...(alone === 0 ? [] : [`--alone ${String(alone)}`]),
    ...(hasExecutors ? ['--executors'] : isRealNextflow ? ['--real-nextflow'] : []),
    ...(isCluster ? ['--cluster'] : []),
    ...(plant === undefined ? [] : [`--plant ${plant}`]),
  ];
  return `npm run faults -- ${parts.join(' ')}`;
}

/** Upper bound (95 %) of the probability of a violation after this number of trials without one: the rule of three. */
const boundOf = (trials: number): string =>
  trials === 0 ? 'no trial' : `0 of ${String(trials)}, below ${((100 * 3) / trials).toPrecision(2)} % at 95 %`;

export function linesOf({ options, repeat, machine, faults, quiet, recovery, counts, violations }: Report): string[] {
  const pairs = (values: object) =>
    Object.entries(values)
      .map(([name, value]) => `${name.replaceAll('_', ' ')} ${String(value)}`)
      .join(', ');
  return [
    `seed ${String(options.seed)}; ${pairs(machine)}`,
    `faults: ${pairs(faults)}`,
    ...(counts ? [`counts: ${pairs(counts)}`] : []),
    `ready after healing: ${spread(quiet.map((each) => each.ready))}; quiet: ${spread(quiet.map((each) => each.quiet))}`,
    ...recoveryLines(recovery),
    ...(violations.length > 0
      ? violations.map(({ round, rule, what }) => `VIOLATION in round ${String(round)} of "${rules[rule]}": ${what}`)
      : [`no violation: commands ${boundOf(counts?.acknowledged ?? 0)}; launches ${boundOf(counts?.launches ?? 0)}`]),
    `to repeat: ${repeat}`,
  ];
}

function recoveryLines(recovery: readonly Recovery[]): string[] {
  return [...new Set(recovery.map(({ kind }) => kind))].map((kind) => {
    const all = recovery.filter((each) => each.kind === kind);
    const [taken, runs] = [spread(all.map((each) => each.taken)), spread(all.map((each) => each.runs))];
    return `${kind} alone (${String(all.length)}): command taken ${taken}, job runs ${runs}`;
  });
}

/** Median and maximum in seconds. */
function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  return median === undefined ? 'none' : `${median.toFixed(1)} s, at most ${sorted.at(-1)!.toFixed(1)} s`;
}
