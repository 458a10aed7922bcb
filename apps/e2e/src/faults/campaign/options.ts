import { parseArgs } from 'node:util';
import { clusterFaults, executorFaults, faultKinds, isFaultKind, type FaultKind } from '../record/kinds.ts';
import { isPlantName, plantNames, type PlantName } from './plant-names.ts';

export interface CampaignOptions {
  readonly seed: number;
  readonly rounds: number;
  /** Seconds of faults in each round. */
  readonly seconds: number;
  /** Mean number of faults per second. */
  readonly rate: number;
  readonly kinds: readonly FaultKind[];
  /** Lease of the additional runners, in seconds. */
  readonly lease: number;
  /** Number of times that each kind is applied alone to a quiet system, before the rounds. */
  readonly alone: number;
  readonly plant: PlantName | undefined;
  readonly isRealNextflow: boolean;
  /** Whether three NATS servers keep the log. */
  readonly isCluster: boolean;
  /** Whether 30 % of the jobs each run on a real Slurm and in a real Docker, with a real Nextflow. */
  readonly hasExecutors: boolean;
  /** File for the report as JSON. */
  readonly out: string | undefined;
  /** Folder for the logs of the services and the events, if a rule is violated. */
  readonly logs: string | undefined;
}

export const usage = `npm run faults -- [--seed S] [--rounds N] [--seconds T] [--rate F] [--kinds a,b] [--lease L] [--alone N] [--plant NAME] [--real-nextflow] [--executors] [--cluster] [--out FILE] [--logs DIR]

Runs a Reprise of its own under faults, and checks from outside that nothing is lost, doubled or left.

  --seed           draws faults and commands; by default the date, such as 20261201
  --rounds         rounds of faults, each followed by healing and a check; 1 by default
  --seconds        seconds of faults in a round; 60 by default
  --rate           mean number of faults per second; 1 by default
  --kinds          kinds of faults, all by default: ${faultKinds.join(', ')}
  --lease          seconds until a further runner without a heartbeat is lost; 5 by default, more on a slow machine
  --alone          first applies each kind so often alone, and measures the recovery
  --plant          plants a violation, which the check must find: ${plantNames.join(', ')}
  --real-nextflow  runs a real Nextflow instead of the simulated one
  --executors      runs 30 % of the jobs each on a real Slurm and in a real Docker, with a real Nextflow, with more kinds: ${executorFaults.join(', ')}; root on Debian
  --cluster        keeps the log on three NATS servers, with more kinds: ${clusterFaults.join(', ')}
  --out            writes the report as JSON
  --logs           keeps the logs of the services and all events in a folder if a rule is violated

Exits with 1 if a rule is violated, or a planted violation is not found.`;

/**
 * @param today date in UTC, which is the default seed
 * @throws Error that names the invalid option
 */
export function parseOptions(args: readonly string[], today: Date): CampaignOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      rounds: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '60' },
      rate: { type: 'string', default: '1' },
      kinds: { type: 'string' },
      executors: { type: 'boolean', default: false },
      cluster: { type: 'boolean', default: false },
      lease: { type: 'string', default: '5' },
      alone: { type: 'string', default: '0' },
      plant: { type: 'string' },
      'real-nextflow': { type: 'boolean', default: false },
      out: { type: 'string' },
      logs: { type: 'string' },
    },
  });
  const hasExecutors = values.executors;
  const isCluster = values.cluster;
  const possible = possibleKinds({ hasExecutors, isCluster });
  const kinds: readonly string[] = values.kinds?.split(',') ?? possible;
  const unknown = kinds.find((kind) => !(possible as readonly string[]).includes(kind));
  if (unknown !== undefined) throw new Error(`--kinds: "${unknown}" is none of ${possible.join(', ')}`);
  const { plant } = values;
  if (plant !== undefined && !isPlantName(plant))
    throw new Error(`--plant: "${plant}" is none of ${plantNames.join(', ')}`);
  return {
    seed: whole('seed', values.seed ?? today.toISOString().slice(0, 10).replaceAll('-', '')),
    rounds: whole('rounds', values.rounds),
    seconds: whole('seconds', values.seconds),
    rate: positive('rate', values.rate),
    kinds: kinds.filter(isFaultKind),
    lease: whole('lease', values.lease),
    alone: whole('alone', values.alone),
    plant,
    isRealNextflow: values['real-nextflow'] || hasExecutors,
    hasExecutors,
    isCluster,
    out: values.out,
    logs: values.logs,
  };
}

/** Kinds of faults that a system can have. */
export const possibleKinds = ({
  hasExecutors,
  isCluster,
}: Pick<CampaignOptions, 'hasExecutors' | 'isCluster'>): FaultKind[] => [
  ...faultKinds,
  ...(hasExecutors ? executorFaults : []),
  ...(isCluster ? clusterFaults : []),
];

function positive(name: string, text: string): number {
  const number = whole(name, text);
  if (number === 0) throw new Error(`--${name}: must be at least 1`);
  return number;
}

function whole(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name}: "${text}" is not a whole number`);
  return Number(text);
}
