import { blocks } from '../schema/pipeline-config.ts';

/**
 * Setting that makes Nextflow leave tasks or their containers behind. Source: the configuration reference of Nextflow
 * 26.08
 */
interface Leaving {
  readonly scope: readonly string[];
  readonly option: string;
  readonly value: boolean;
  readonly leaves: string;
}

const LEAVING: readonly Leaving[] = [
  { scope: ['k8s'], option: 'cleanup', value: false, leaves: 'the pods of a run that is cancelled or killed continue' },
  ...['docker', 'podman'].flatMap((engine): Leaving[] => [
    { scope: [engine], option: 'kill', value: false, leaves: 'containers continue after their task was ended' },
    { scope: [engine], option: 'remove', value: false, leaves: 'containers that have ended stay' },
  ]),
  {
    scope: ['azure', 'batch'],
    option: 'terminateJobsOnCompletion',
    value: false,
    leaves: 'jobs stay active in the Batch account',
  },
  {
    scope: ['google', 'lifeSciences'],
    option: 'keepAliveOnFailure',
    value: true,
    leaves: 'machines of failed tasks continue',
  },
];

/** Returns a sentence for each setting in a config that makes Nextflow leave something behind. */
export const leavingSettings = (code: string): string[] =>
  LEAVING.filter((each) => isSet(code, each)).map(
    ({ scope, option, value, leaves }) =>
      `sets ${[...scope, option].join('.')} = ${String(value)}: ${leaves}, and Reprise does not see it. Leave it out, or look after them yourself`,
  );

/** Whether an option has this value, in any notation: `k8s.cleanup = false`, `k8s { cleanup = false }`. */
function isSet(code: string, { scope, option, value }: Leaving): boolean {
  const assigned = (codes: readonly string[], name: string): boolean =>
    codes.some((each) => new RegExp(String.raw`(?:^|[\s;{}])${name}\s*=\s*${String(value)}\b`).test(each));
  const dotted = (...names: readonly string[]) => names.join(String.raw`\.`);
  if (assigned(blocks(code, dotted(...scope)), option)) return true;
  return [...scope, option].some((_, depth) => {
    const inside = scope.slice(0, depth).reduce((codes, name) => codes.flatMap((each) => blocks(each, name)), [code]);
    return assigned(inside, dotted(...scope.slice(depth), option));
  });
}
