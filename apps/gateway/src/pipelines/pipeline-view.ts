import { DEFAULT_QUEUE, type PipelineView, type ScriptCheck } from '@reprise/contracts';
import type { OfferedLaunch, Pipeline } from '@reprise/pipelines';

/** Returns a pipeline as in the API. */
export function pipelineView(
  { manifest, revision, params, demo, schema, launch, repository }: Pipeline,
  takes_config: boolean,
  { profiles, entries, nextflow_versions }: OfferedLaunch & Pick<PipelineView, 'nextflow_versions'>,
  compiled: ScriptCheck[],
): PipelineView {
  return {
    name: manifest.name,
    title: manifest.title ?? manifest.name,
    description: manifest.description ?? null,
    version: manifest.version ?? null,
    revision,
    params,
    input_param: manifest.input_param,
    output_param: manifest.output_param,
    steps: Object.entries(manifest.steps).map(([process, step]) => ({ process, step })),
    outputs: Object.keys(manifest.outputs),
    reports: Object.keys(manifest.reports),
    measures_quality: manifest.qc !== undefined,
    queue: manifest.queue ?? DEFAULT_QUEUE,
    resume_after: manifest.resume_after ?? null,
    launch,
    profiles: [...profiles],
    entries: [...entries],
    nextflow_versions,
    environment: manifest.environment,
    repository,
    takes_config,
    demo: demo.map(({ name, params: example }) => ({ name, params: example })),
    schema: schema?.document ?? null,
    compiled,
  };
}
