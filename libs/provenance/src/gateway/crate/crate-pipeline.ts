import type { AttemptView, JobView } from '@reprise/contracts';
import { formatOf } from './crate-parameters.ts';
import { encodePath, refsTo, refTo, type Entity } from './profiles.ts';

/** Script of the pipeline as it ran; null if it is no longer available. */
export type CrateScript = { readonly path: string; readonly repository: string | null } | null;

interface RanPipeline {
  readonly job: JobView;
  readonly attempt: AttemptView;
  readonly script: CrateScript;
}

const NEXTFLOW = 'https://w3id.org/workflowhub/workflow-ro-crate#nextflow';

/** Describes the script as the workflow that ran. */
export function workflow(
  { job, attempt, script }: RanPipeline,
  id: string,
  [input, output]: readonly (readonly string[])[],
): Entity {
  return {
    '@id': id,
    '@type': ['File', 'SoftwareSourceCode', 'ComputationalWorkflow'],
    ...aboutPipeline({ job, attempt }),
    version: versionsOf({ job, attempt }).join(', revision '),
    ...(script?.repository && { codeRepository: script.repository }),
    programmingLanguage: refTo(NEXTFLOW),
    encodingFormat: formatOf(id),
    input: refsTo(input ?? []),
    output: refsTo(output ?? []),
  };
}

/** Describes the pipeline if its script is not available. */
export const application = ({ job, attempt }: RanPipeline, id: string): Entity => ({
  '@id': id,
  '@type': 'SoftwareApplication',
  ...aboutPipeline({ job, attempt }),
  softwareVersion: versionsOf({ job, attempt }).join(', revision '),
});

const aboutPipeline = ({ job, attempt }: Pick<RanPipeline, 'job' | 'attempt'>) => ({
  name: job.pipeline,
  softwareRequirements: refsTo(tools(attempt).map((tool) => tool['@id'])),
});

/** Version that the pipeline declares, if any, and its revision. */
const versionsOf = ({ job, attempt }: Pick<RanPipeline, 'job' | 'attempt'>): string[] => [
  ...(attempt.described?.pipeline_version ? [attempt.described.pipeline_version] : []),
  attempt.pipeline_revision ?? job.pipeline_revision,
];

/** Describes Nextflow and the tools that tasks reported. */
export const tools = ({ tools: found, nextflow_version }: AttemptView): Entity[] =>
  [...(nextflow_version ? [{ name: 'Nextflow', version: nextflow_version }] : []), ...(found ?? [])].map(
    ({ name, version }) => ({
      '@id': `#tool/${encodePath(name)}/${encodePath(version)}`,
      '@type': 'SoftwareApplication',
      name,
      softwareVersion: version,
    }),
  );

/** Describes the language of the script. */
export const nextflow = ({ nextflow_version, syntax_parser }: AttemptView): Entity => ({
  '@id': NEXTFLOW,
  '@type': 'ComputerLanguage',
  name: 'Nextflow',
  alternateName: 'Nextflow',
  identifier: refTo('https://www.nextflow.io/'),
  url: refTo('https://www.nextflow.io/'),
  ...(nextflow_version && { version: nextflow_version }),
  ...(syntax_parser && { description: `Read by the syntax parser ${syntax_parser} of Nextflow.` }),
});
