import { DEFAULT_QUEUE } from '@reprise/contracts';
import { readSheet, SHEET_NAME } from '@reprise/pipelines';
import type { LookUp } from './look-up.ts';

const PRIORITY = 0;

/** Looks up the pipeline, and completes and checks the params. */
export const submit: LookUp<'submit'> = {
  problems: ['unknown_pipeline', 'wrong_params', 'wrong_launch', 'params_too_large'],
  make: async (body, _, { pipelines }, warn) => {
    const named = pipelines.find(body.pipeline);
    const launch = pipelines.checkLaunch(named, body.launch ?? {});
    const pipeline = await pipelines.at(named, launch?.revision);
    const { params, inputs, inputs_count, warnings } = await pipelines.check(
      pipeline,
      body.params,
      body.sheet && { param: body.sheet.param, read: readSheet(body.sheet.text) },
    );
    warn(warnings);
    return {
      name: 'submit',
      sample_name: body.sample_name,
      pipeline: pipeline.manifest.name,
      pipeline_revision: pipeline.revision,
      params,
      ...(launch && { launch }),
      ...(body.sheet && { sheet: { ...body.sheet, name: SHEET_NAME } }),
      inputs,
      ...(inputs_count && { inputs_count }),
      queue: DEFAULT_QUEUE,
      priority: PRIORITY,
      reason: body.reason || null,
    };
  },
};
