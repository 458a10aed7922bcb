import { DEFAULT_QUEUE } from '@reprise/contracts';
import { readSheet, resourcesOf, SHEET_NAME } from '@reprise/pipelines';
import type { LookUp } from '../command-handling/look-up.ts';

/** Looks up the pipeline, and completes and checks the params. */
export const lookUp: LookUp<'submit'> = {
  problems: ['unknown_pipeline', 'wrong_params', 'wrong_launch', 'params_too_large', 'no_such_queue'],
  make: async (body, _job, { pipelines, queues }, warn, _caller, part) => {
    const named = await pipelines.find(body.pipeline);
    const queue = body.queue ?? named.manifest.queue ?? DEFAULT_QUEUE;
    await queues.assertExists(queue);
    const { launch, pipeline, warnings: ofLaunch } = await pipelines.checkLaunch(named, body.launch ?? {});
    const sheet = body.sheet && { param: body.sheet.param, read: readSheet(body.sheet.text) };
    const { params, inputs, inputs_count, warnings } = await pipelines.check(
      pipeline,
      body.params,
      { sheet, launch: launch ?? {} },
      { asksRunners: !part?.runnersAsked },
    );
    warn([...ofLaunch, ...warnings]);
    const resources = resourcesOf(pipeline.manifest);
    const { on_cancel = 'keep' } = pipeline.manifest;
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
      ...(resources && { resources }),
      ...(on_cancel !== 'keep' && { on_cancel }),
      queue,
      priority: body.priority ?? 0,
      reason: body.reason || null,
    };
  },
};
