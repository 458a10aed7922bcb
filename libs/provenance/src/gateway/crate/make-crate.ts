import type { AttemptView, FileView, JobView, TaskView } from '@reprise/contracts';
import { labelTexts } from '@reprise/contracts/label-text';
import { warningText } from '@reprise/contracts/warning-text';
import { application, nextflow, tools, workflow, type CrateScript } from './crate-pipeline.ts';
import { imageId, images } from './crate-images.ts';
import { inputParts, parameterParts, resultParts, type Parts } from './crate-parameters.ts';
import { taskParts } from './crate-tasks.ts';
import {
  CONTEXT,
  encodePath,
  profileEntities,
  profilesOf,
  refsTo,
  refTo,
  RO_CRATE,
  timeOf,
  WORKFLOW,
  type Entity,
} from './profiles.ts';

export interface CrateFacts {
  readonly job: JobView;
  readonly attempt: AttemptView;
  readonly files: readonly FileView[];
  readonly tasks: readonly TaskView[];
  readonly script: CrateScript;
  /** Current name of the attempt's requester. */
  readonly agent: string;
}

const LICENCE = '#licence';
const PERSON = '#person';

/**
 * Describes an attempt as an RO-Crate: job, parameters, inputs, outputs, tools, and tasks with their images. If the
 * script is available, the crate is a Workflow Run Crate, else a Process Run Crate, which requires no script.
 */
export function makeCrate(facts: CrateFacts): { readonly '@context': unknown; readonly '@graph': readonly Entity[] } {
  const { attempt, files, script, agent } = facts;
  const [params, inputs, results] = [parameterParts(attempt), inputParts(attempt), resultParts(files)];
  const tasks = taskParts(attempt, facts.tasks);
  const pipeline = script ? encodePath(script.path) : '#pipeline';
  // Formal parameters belong to a workflow.
  const ofRun = (parts: Parts): Entity[] =>
    script
      ? [...parts.entities]
      : parts.entities.filter((entity) => entity['@type'] !== 'FormalParameter').map(withoutFormal);
  return {
    '@context': CONTEXT,
    '@graph': [
      descriptor(script !== null),
      root(facts, pipeline, { parts: [...inputs.ids, ...results.ids], tasks: tasks.ids }),
      ...lineageParts(attempt),
      run(facts, pipeline, { used: [...inputs.ids, ...params.ids], made: results.ids }),
      script ? workflow(facts, pipeline, [params.formal, results.formal]) : application(facts, pipeline),
      ...[params, inputs, results].flatMap(ofRun),
      ...tools(attempt),
      ...images(attempt),
      ...tasks.entities,
      ...(script ? [nextflow(attempt)] : []),
      { '@id': PERSON, '@type': 'Person', name: agent, identifier: attempt.requested_by },
      {
        '@id': LICENCE,
        '@type': 'CreativeWork',
        name: 'No licence is stated',
        description: 'Ask the laboratory that ran this job before you use its data.',
      },
      ...profileEntities(script !== null),
    ],
  };
}

const withoutFormal = ({ exampleOfWork, ...entity }: Entity): Entity => entity as Entity;

const descriptor = (hasScript: boolean): Entity => ({
  '@id': 'ro-crate-metadata.json',
  '@type': 'CreativeWork',
  about: refTo('./'),
  conformsTo: hasScript ? [refTo(RO_CRATE), refTo(WORKFLOW)] : refTo(RO_CRATE),
});

function root(
  { job, attempt, script }: CrateFacts,
  pipeline: string,
  { parts, tasks }: { parts: readonly string[]; tasks: readonly string[] },
): Entity {
  const keywords = [...labelTexts(job.labels), ...(job.batch ? [job.batch.name] : [])];
  return {
    '@id': './',
    '@type': 'Dataset',
    conformsTo: profilesOf(script !== null),
    identifier: job.job_id,
    name: `${job.sample_name}, ${job.pipeline}, attempt ${String(attempt.attempt)}`,
    description: `Run of the pipeline ${job.pipeline} for the sample ${job.sample_name}, recorded by Reprise as job ${job.job_id}.`,
    ...(keywords.length > 0 && { keywords }),
    datePublished: timeOf(attempt.completed_at ?? attempt.requested_at),
    license: refTo(LICENCE),
    hasPart: refsTo([...(script ? [pipeline] : []), ...parts]),
    mentions: refsTo([runId(attempt), ...tasks]),
    author: refTo(PERSON),
    ...(script && { mainEntity: refTo(pipeline) }),
  };
}

const LINEAGE = '#lineage';

/** The id of the run in Nextflow's lineage store. */
const lineageParts = ({ described }: AttemptView): Entity[] =>
  described?.lineage
    ? [
        {
          '@id': LINEAGE,
          '@type': 'PropertyValue',
          name: 'Lineage id of the run in Nextflow',
          propertyID: 'lid',
          value: described.lineage.id,
          description: `In the lineage store ${described.lineage.store}.`,
        },
      ]
    : [];

const runId = ({ attempt }: AttemptView) => `#attempt-${String(attempt)}`;

function run(
  { job, attempt }: CrateFacts,
  pipeline: string,
  { used, made }: { used: readonly string[]; made: readonly string[] },
): Entity {
  const status = attempt.status === 'succeeded' ? 'Completed' : attempt.completed_at ? 'Failed' : 'Active';
  return {
    '@id': runId(attempt),
    '@type': 'CreateAction',
    name: `Attempt ${String(attempt.attempt)} of ${job.sample_name}`,
    description: [attempt.reason ?? `Run with the pipeline ${job.pipeline}; no reason was given.`, warningText(attempt)]
      .filter(Boolean)
      .join(' '),
    instrument: refTo(pipeline),
    agent: refTo(PERSON),
    ...(attempt.started_at && { startTime: timeOf(attempt.started_at) }),
    ...(attempt.completed_at && { endTime: timeOf(attempt.completed_at) }),
    object: refsTo(used),
    result: refsTo(made),
    ...(attempt.described?.lineage && { identifier: refTo(LINEAGE) }),
    ...(attempt.images && { containerImage: refsTo([...new Set(attempt.images.map(imageId))]) }),
    actionStatus: `http://schema.org/${status}ActionStatus`,
    ...(attempt.failure && { error: attempt.failure.message }),
  };
}
