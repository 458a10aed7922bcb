import type { LookUp } from './look-up.ts';

const QUEUE = 'default';
const PRIORITY = 0;

/** Looks up the pipeline, and completes and checks the params. */
export const submit: LookUp<'submit'> = {
  problems: ['unknown_pipeline', 'wrong_params', 'params_too_large'],
  make: async (body, _, { pipelines }, warn) => {
    const pipeline = pipelines.find(body.pipeline);
    const { params, inputs, inputs_count, warnings } = await pipelines.check(pipeline, body.params);
    warn(warnings);
    return {
      name: 'submit',
      sample_name: body.sample_name,
      pipeline: pipeline.manifest.name,
      pipeline_revision: pipeline.revision,
      params,
      inputs,
      ...(inputs_count && { inputs_count }),
      queue: QUEUE,
      priority: PRIORITY,
      reason: body.reason || null,
    };
  },
};
