import { isSet, type Setting } from './is-set.ts';

/**
 * Setting that makes Nextflow leave tasks or their containers behind. Source: the configuration reference of Nextflow
 * 26.08
 */
interface Leaving extends Setting {
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
